using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Suppressions;

/// <summary>POST /v1/suppressions: puts an address on the list. One that is there already keeps its entry, which is the answer, with 200 in place of 201.</summary>
public static class AddSuppression
{
    private const string Source = "api", DefaultReason = "manual";

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Address { get; init; }
        public string? Channel { get; init; }
        public string? Reason { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/suppressions", Handle)
        .Needs(Scopes.SuppressionsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SuppressionDocs.Add);

    /// <summary>An address a caller sent, in its one spelling: 4001 for a wrong phone number, 4000 for a wrong email address.</summary>
    public static string ParseAddress(string text, string channel) => Suppressed.IsEmail(text, channel)
        ? EmailAddress.Parse(text, "address").Value
        : PhoneNumber.Parse(text, "address").Value;

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session =>
        {
            var wanted = SuppressionList.Of(caller).Entry(Parse(body.Value), Source, clock.GetUtcNow());
            var entry = await SuppressionRows.AddOrFind(session, wanted);
            var view = SuppressionView.Of(entry);
            return entry.Id == wanted.Id ? Answer.Created($"/v1/suppressions/{entry.Id}", view) : Answer.Ok(view);
        });

    private static Suppressed Parse(Request request)
    {
        var fields = new Fields();
        var address = fields.Required("address", "a phone number in E.164 form or an email address", request.Address);
        var channel = request.Channel ?? Suppressed.AllChannels;
        if (!Suppressed.Channels.Contains(channel))
            fields.Add("channel", $"'channel' must be one of: {string.Join(", ", Suppressed.Channels)}.");
        var reason = request.Reason?.Trim() is { Length: > 0 } given ? given : DefaultReason;
        if (Suppressed.ReasonFault(reason) is { } fault)
            fields.Add("reason", fault);
        fields.Refuse();

        return new Suppressed(ParseAddress(address, channel), channel, reason);
    }
}
