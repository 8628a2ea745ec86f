using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>POST /v1/admin/sender-ids/{id}/approval and /rejection: what the operator decides about a sender. He may decide again.</summary>
public static class DecideSender
{
    private const int LongestReason = 200;

    /// <summary>The body of a rejection.</summary>
    public sealed record Request(string? Reason);

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/sender-ids/{id}/approval", Approve)
            .Refuses(Errors.NotFound, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
            .Describes(SenderDocs.Approve);
        admin.MapPost("/sender-ids/{id}/rejection", Reject)
            .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
            .Describes(SenderDocs.Reject);
    }

    /// <summary>Decides, and gives the sender as it is then.</summary>
    public static async Task<SenderRow> Run(Session session, string id, SenderStatus status, string? reason, DateTimeOffset now) =>
        await SenderRows.Decide(session, id, status, reason, now) ?? throw new Refusal(Errors.NotFound, $"No sender '{Shown.Cut(id)}' exists.", "id");

    /// <summary>Reads why a sender is rejected: its owner is told.</summary>
    public static string ReadReason(string? text)
    {
        var fields = new Fields();
        var reason = fields.Required("reason", "why it is rejected; the account is told", text?.Trim());
        fields.Text("reason", reason, LongestReason);
        fields.Refuse();
        return reason;
    }

    private static Task<Answer> Approve(string id, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) => idempotency.Write(http, caller,
        async session => Answer.Ok(SenderView.Whose(await Run(session, id, SenderStatus.Approved, null, clock.GetUtcNow()))));

    private static Task<Answer> Reject(string id, Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) => idempotency.Write(http, caller, body,
        async session => Answer.Ok(SenderView.Whose(await Run(session, id, SenderStatus.Rejected, ReadReason(body.Value.Reason), clock.GetUtcNow()))));
}
