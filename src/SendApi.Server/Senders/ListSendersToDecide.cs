using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>GET /v1/admin/sender-ids: the live senders of all accounts in one state, those that wait for a decision without one; the oldest first.</summary>
public static class ListSendersToDecide
{
    private const int MostSkipped = 10_000;

    public static void Map(IEndpointRouteBuilder admin) => admin.MapGet("/sender-ids", Handle).Refuses(Errors.InvalidRequest).Describes(SenderDocs.ListToDecide);

    private static async Task<Answer> Handle(HttpRequest request, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf("status", SenderStatuses.Named, SenderStatuses.All.Keys) ?? SenderStatus.Pending;
        var page = query.Page(Ids.Sender, MostSkipped);
        query.Refuse();
        var rows = await db.Read(s => SenderRows.InStatus(s, status, page.Cursor, page.Rows), ct);
        return Answer.Page(page, rows, SenderView.Whose, row => row.Id, null);
    }
}
