using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks/{id}/replay: delivers what happened within a span of time once more, also what happened while the webhook was off.</summary>
public static class ReplayWebhook
{
    /// <summary>How much of what happened one replay looks through.</summary>
    public const int MostEvents = 10_000;

    private const int DaysBack = 30;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? From { get; init; }
        public string? To { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks/{id}/replay", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(DeliveryDocs.ReplaySpan);

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, HttpContext http, WebhookChanges changes) =>
        changes.Idempotency.Write(http, caller, body, async session =>
        {
            var span = Parse(body.Value, changes.Clock.GetUtcNow());
            var webhook = await WebhookRows.Get(session, caller, id);
            webhook.RequireOn();
            if (webhook.FullSince is not null)
                throw new Refusal(Errors.Conflict, "The webhook's queue is at its bound. Replay when there is room again: its queue_full_since is null then.", "id");

            var (queued, next) = await changes.Replays.Of(session, (webhook.Id, webhook.AccountId, webhook.IsTest, webhook.Events), span, MostEvents);
            return Answer.Ok(new ReplayView(queued, next?.UtcDateTime));
        });

    private static (DateTimeOffset From, DateTimeOffset To) Parse(Request request, DateTimeOffset now)
    {
        var fields = new Fields();
        var from = Read(fields, "from", fields.Required("from", "the time that the replay begins at, such as 2026-03-09T14:30:00Z", request.From));
        var to = Read(fields, "to", request.To) ?? now;
        if (from < now.AddDays(-DaysBack))
            fields.Add("from", $"'from' must not be before {Shown.Time(now.AddDays(-DaysBack))}: a replay reaches {DaysBack} days back.");
        else if (from >= to)
            fields.Add(request.To is null ? "from" : "to", request.To is null ? "'from' must be earlier than now." : "'to' must be later than 'from'.");
        fields.Refuse();
        return (from ?? now, to);
    }

    private static DateTimeOffset? Read(Fields fields, string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        var time = Rfc3339.Parse(text);
        if (time is null)
            fields.Add(name, $"'{name}' must be a time such as 2026-03-09T14:30:00Z.");
        return time;
    }
}
