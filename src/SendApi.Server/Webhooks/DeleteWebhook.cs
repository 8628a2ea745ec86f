using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>DELETE /v1/webhooks/{id}: deletes a webhook for good. What waits for it is canceled; the log of its deliveries stays.</summary>
public static class DeleteWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/webhooks/{id}", Handle)
        .Needs(Scopes.WebhooksWrite)
        .OpenToInactive()
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(WebhookDocs.Delete);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => await db.Write(async session =>
    {
        var webhook = await WebhookRows.Get(session, caller, id);
        await WebhookRows.Delete(session, webhook);
        await EndpointHealth.Clear(session, webhook.Id);
        return Answer.Deleted(webhook.Id);
    }, ct);
}
