using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/explain: what would become of a send, by the very rules of sending, and nothing is written or counted.</summary>
public static class ExplainSms
{
    private const string Endpoint = "sms/send";

    public sealed record Request : SmsRequest
    {
        public string? Endpoint { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/explain", Handle)
        .Needs(Scopes.SmsRead)
        .Refuses(Errors.InvalidRequest, Errors.PayloadTooLarge, Errors.UnsupportedMediaType)
        .Describes(SmsDocs.Explain);

    private static async Task<Answer> Handle(Body<Request> body, Caller caller, Db db, SendTools tools, CancellationToken ct)
    {
        RequireEndpoint(body.Value.Endpoint);
        var view = new ExplanationView
        {
            Endpoint = Endpoint,
            Text = TextView.Of(body.Value),
        };

        var (draft, unread) = await Ask(() => ValueTask.FromResult(SmsDraft.Parse(body.Value, caller, tools)));
        return Answer.Ok(draft is null ? view.RefusedWith(unread) : await Judge(view, draft.Message, caller, db, tools, ct));
    }

    private static async Task<ExplanationView> Judge(ExplanationView view, MessageRow message, Caller caller, Db db, SendTools tools, CancellationToken ct)
    {
        var to = PhoneNumber.Trusted(message.Recipient);
        var (signed, unsigned) = await Ask(() => tools.Senders.Sign(message));
        message = signed ?? message;
        var (route, unrouted) = await Ask(() => tools.Routing.Choose(message));
        var (price, unpriced) = await Ask(() => tools.Prices.Quote(caller.Account, caller.IsTest, to, message.Segments));

        var candidate = new Candidate(message with { Price = price }, caller.Account, caller.Limits) { Route = route ?? new(Queues.Unrouted) };
        var admission = await db.Read(session => Delivery.Admission.Peek(session, candidate), ct);
        var explained = view.With(admission.Findings(candidate), candidate) with
        {
            Price = unpriced is null ? MoneyView.Of(price) : null,
            Route = RouteView.Of(await tools.Routing.Providers(message), route?.Why),
        };
        // In the order in which a send would meet them; the scope last, since a gate before all the rest would hide it.
        return explained.RefusedWith(unsigned ?? unrouted ?? unpriced ?? admission.Judge(candidate) ?? RefuseScope(caller));
    }

    private static void RequireEndpoint(string? endpoint)
    {
        var fields = new Fields();
        var name = fields.Required("endpoint", $"what the body is for, '{Endpoint}'", endpoint);
        if (name.Length > 0 && name is not (Endpoint or "/v1/" + Endpoint or "sms"))
            fields.Add("endpoint", $"'endpoint' must be '{Endpoint}'. It is the only one that can be explained so far.");
        fields.Refuse();
    }

    private static Refusal? RefuseScope(Caller caller) => caller.Scopes.Contains(Scopes.SmsWrite)
        ? null
        : new Refusal(Errors.InsufficientScope, $"Sending needs the scope '{Scopes.SmsWrite}', which this key lacks.") { RequiredScope = Scopes.SmsWrite };

    private static async Task<(T? Value, Refusal? Refusal)> Ask<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            return (await ask(), null);
        }
        catch (Refusal refusal)
        {
            return (default, refusal);
        }
    }
}
