using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks/{id}: one webhook, how its endpoint answers and how much waits for it.</summary>
public static class GetWebhook
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/webhooks/{id}", Handle).Needs(Scopes.WebhooksRead).Refuses(Errors.NotFound).Describes(WebhookDocs.Get);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) =>
        Answer.Ok(WebhookView.Of(await db.Read(s => WebhookRows.Get(s, caller, id), ct), clock.GetUtcNow()));
}
