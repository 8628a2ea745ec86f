using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/messages/{id}/cancellation: takes back a message that has not left; 4090 for one that has.</summary>
public static class CancelWhatsApp
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/messages/{id}/cancellation", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(WhatsAppDocs.Cancel);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, WhatsAppTools tools) =>
        tools.Idempotency.Write(http, caller, async session =>
        {
            var message = await GetWhatsApp.Find(session, caller, id) ?? throw GetWhatsApp.NotFound(id);
            return await MessageRows.Cancel(session, new MessageKey(caller.AccountId, caller.World, id), tools.Clock.GetUtcNow())
                ? Answer.Ok(WhatsAppView.Of(await GetWhatsApp.Find(session, caller, id) ?? throw GetWhatsApp.NotFound(id)))
                : throw new Refusal(Errors.Conflict, $"The message is {WhatsAppStatuses.Name(message.ShownStatus)} and can no longer be canceled.", "id");
        });
}
