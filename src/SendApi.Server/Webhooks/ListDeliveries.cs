using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks/{id}/deliveries: what was delivered to a webhook, or was to be, newest first, narrowed by status.</summary>
public static class ListDeliveries
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/webhooks/{id}/deliveries", Handle)
        .Needs(Scopes.WebhooksRead)
        .Refuses(Errors.InvalidRequest, Errors.NotFound)
        .Describes(DeliveryDocs.List);

    private static async Task<Answer> Handle(string id, HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf("status", DeliveryStatuses.Named, DeliveryStatuses.All);
        var page = query.Page(Ids.Delivery, DeliveryRows.CountedUpTo);
        query.Refuse();

        return await db.Read(async session =>
        {
            var webhook = await WebhookRows.Get(session, caller, id);
            var rows = await DeliveryRows.List(session, webhook.Id, status, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await DeliveryRows.Count(session, webhook.Id, status) : null;
            return Answer.Page(page, rows, DeliveryView.Of, row => row.Id, total);
        }, ct);
    }
}
