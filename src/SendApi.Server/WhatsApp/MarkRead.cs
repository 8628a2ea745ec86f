using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/messages/{id}/read: tells the person that what they wrote was read.</summary>
public static class MarkRead
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/messages/{id}/read", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.SessionNotConnected, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.ProviderError, Errors.Overloaded)
        .Describes(WhatsAppMediaDocs.MarkRead);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, SessionTools tools) =>
        tools.Idempotency.Write(http, caller, new Body<object>(http, http.Request.Path), () => Tell(id, caller, tools, http.RequestAborted), async (session, view) => Answer.Ok((await WhatsAppView.WithFiles(session, [view]))[0]));

    private static async Task<WhatsAppView> Tell(string id, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var (message, providerId, row) = await tools.Db.Read(s => Find(s, caller, id, tools.Clock.GetUtcNow()), ct);
        await tools.Desk.MarkRead(row, message.Sender, providerId, ct);
        return WhatsAppView.Of(message);
    }

    private static async Task<(InboundMessage Message, string ProviderId, SessionRow Session)> Find(Session session, Caller caller, string id, DateTimeOffset now)
    {
        if (await GetWhatsApp.Find(session, caller, id) is not null)
            throw new Refusal(Errors.Conflict, $"Message '{id}' was sent by you; only what people wrote can be marked as read.", "id");
        if (!Ids.IsId(Ids.WhatsApp, id) || await InboundMessages.Find(session, caller.AccountId, caller.World, id) is not { } message)
            throw GetWhatsApp.NotFound(id);
        if (await SessionRows.Find(session, message.SessionId) is not { } row)
            throw new Refusal(Errors.SessionNotConnected, $"The session of message '{id}' was deleted, so nobody can be told.", "id");
        return (message, await InboundMessages.ProviderId(session, message), SessionChoice.Connected(row, now));
    }
}
