using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/send-bulk: one message to up to 500 recipients through one session. All that is taken in is one transaction with the batch.</summary>
public static class SendWhatsAppBulk
{
    /// <summary>The body.</summary>
    public sealed record Request : ContentRequest
    {
        public SessionRef? SessionId { get; init; }
        public List<BulkRecipient?>? Recipients { get; init; }
        public int? DelayMs { get; init; }
        public int? ValiditySeconds { get; init; }
        public string? CallbackUrl { get; init; }
        public Dictionary<string, string>? Metadata { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/send-bulk", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSession, Errors.SessionNotConnected, Errors.InvalidTemplate, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(WhatsAppBulkDocs.Send);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, BatchIntake intake, WhatsAppTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        return tools.Idempotency.Write(http, caller, body, Prepare, async (session, ready) =>
            await BatchAnswer.Of(session, await intake.TakeWhole(session, ready.Batch, ready.Portion)));

        async Task<(BatchRow Batch, BatchPortion Portion)> Prepare()
        {
            var order = WhatsAppBulkOrder.Parse(body.Value, tools.Urls);
            var (session, open) = await tools.Db.Read(s => Choose(s, caller, (body.Value.SessionId, order), now), http.RequestAborted);

            var batch = New(caller, order, now);
            return (batch, new WhatsAppBulkRows(order, (session, open), caller, batch).Read(now));
        }
    }

    /// <summary>The session, and whom it may write to where that is not everybody.</summary>
    private static async Task<(SessionRow Session, IReadOnlySet<string>? Open)> Choose(Session store, Caller caller, (SessionRef? Session, WhatsAppBulkOrder Order) asked, DateTimeOffset now)
    {
        var session = await SessionChoice.Of(store, caller, asked.Session, now);
        await SessionContent.Check(store, session, asked.Order.Content);
        return (session, SessionContent.NeedsWindow(session, asked.Order.Content)
            ? await ConversationWindows.Among(store, session.Id, [.. asked.Order.Recipients.Select(r => r.To).OfType<string>().Distinct()], now)
            : null);
    }

    private static BatchRow New(Caller caller, WhatsAppBulkOrder order, DateTimeOffset now) => new()
    {
        AccountId = caller.AccountId,
        IsTest = caller.World,
        Id = Ids.New(Ids.Batch, now),
        KeyId = caller.KeyId,
        Channel = Channels.WhatsApp,
        Status = (long)BatchStatus.Processing,
        Total = order.Recipients.Count,
        CreatedAt = now.ToMicros(),
    };
}
