using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks/deliveries/{id}: one delivery with its body and the log of its attempts.</summary>
public static class GetDelivery
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/webhooks/deliveries/{id}", Handle)
        .Needs(Scopes.WebhooksRead)
        .Refuses(Errors.NotFound)
        .Describes(DeliveryDocs.Get);

    public static string Path(string id) => "/v1/webhooks/deliveries/" + id;

    /// <summary>The delivery, or 4044: one of another account or of the other world is the same to the caller as one that does not exist.</summary>
    public static async Task<DeliveryRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Delivery, id) ? await DeliveryRows.Find(session, caller.AccountId, caller.World, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No delivery '{Shown.Cut(id)}' exists in this account.", "id");

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => await db.Read(async session =>
    {
        var delivery = await Find(session, caller, id);
        var url = delivery.Url ?? delivery.Lines.LastOrDefault(l => l.Url is not null)?.Url ?? (await WebhookRows.Find(session, caller, delivery.WebhookId))?.Url;
        return Answer.Ok(DeliveryView.Whole(delivery, url, await DeliveryRows.Body(session, delivery)));
    }, ct);
}
