using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks: the webhooks of the caller's account and world, newest first.</summary>
public static class ListWebhooks
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/webhooks", Handle).Needs(Scopes.WebhooksRead).Refuses(Errors.InvalidRequest).Describes(WebhookDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // So few are allowed that every page can be had by its number.
        var page = query.Page(Ids.Webhook, int.MaxValue);
        query.Refuse();

        return await db.Read(async session =>
        {
            var rows = await WebhookRows.List(session, caller, page.Cursor, page.Rows);
            long? total = page.Cursor is null ? await WebhookRows.Count(session, caller) : null;
            return Answer.Page(page, rows, row => WebhookView.Of(row, clock.GetUtcNow()), row => row.Id, total);
        }, ct);
    }
}
