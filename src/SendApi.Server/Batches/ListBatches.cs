using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>GET /v1/batches: the batches of the account, newest first, narrowed by status.</summary>
public static class ListBatches
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/batches", Handle).Needs(Scopes.SmsRead).Refuses(Errors.InvalidRequest).Describes(BatchDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf("status", BatchStatuses.Named, BatchStatuses.All.Keys);
        var page = query.Page(Ids.Batch, MessageRows.CountedUpTo);
        query.Refuse();

        return await db.Read(async session =>
        {
            var whose = (caller.AccountId, caller.World);
            var rows = await BatchRows.List(session, whose, status, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await BatchRows.Count(session, whose, status) : null;
            return Answer.Page(page, rows, BatchView.Of, row => row.Id, total);
        }, ct);
    }
}
