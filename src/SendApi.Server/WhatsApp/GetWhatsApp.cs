using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/messages/{id}: one message with its timeline.</summary>
public static class GetWhatsApp
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/whatsapp/messages/{id}", Handle).Needs(Scopes.WhatsAppRead).Refuses(Errors.NotFound).Describes(WhatsAppDocs.Get);

    /// <summary>The message that was sent, or null: an id of another account, of the other world, or of no form at all is the same to the caller.</summary>
    public static Task<MessageRow?> Find(Session session, Caller caller, string id) =>
        Ids.IsId(Ids.WhatsApp, id) ? MessageRows.Find(session, caller.AccountId, caller.World, id) : Task.FromResult<MessageRow?>(null);

    public static Refusal NotFound(string id) => new(Errors.NotFound, $"No WhatsApp message '{Shown.Cut(id)}' exists in this account.", "id");

    private static async Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) => await db.Read(async session =>
    {
        if (await Find(session, caller, id) is { } message)
        {
            var events = (await MessageRows.Events(session, caller.AccountId, id)).ConvertAll(WhatsAppEventView.Of);
            var view = (await WhatsAppView.WithFiles(session, [WhatsAppView.Of(message)]))[0];
            return Answer.Ok(view with
            {
                Waiting = WaitingView.Of(message, await SessionRows.Find(session, message.Sender ?? ""), clock.GetUtcNow()),
                Fallback = FallbackView.Of(await FallbackRows.Find(session, message)),
                Events = [Begun(message), .. Timeline.InOrder(events, e => (e.At, e.ProviderId, e.ProviderIds))],
            });
        }

        return Ids.IsId(Ids.WhatsApp, id) && await InboundMessages.Find(session, caller.AccountId, caller.World, id) is { } received
            ? Answer.Ok((await WhatsAppView.WithFiles(session, [WhatsAppView.Of(received)]))[0])
            : throw NotFound(id);
    }, ct);

    private static WhatsAppEventView Begun(MessageRow message) => new(WhatsAppStatuses.Name(MessageStatus.Queued), Times.FromMicros(message.CreatedAt).UtcDateTime);
}
