using System.Globalization;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>GET /v1/batches/{id}/rejections: the rows that were not taken in, in their order.</summary>
public static class ListRejections
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/batches/{id}/rejections", Handle)
        .NeedsEither(Scopes.SmsRead, Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.NotFound)
        .Describes(BatchDocs.Rejections);

    private static async Task<Answer> Handle(string id, HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // The list of one batch is short enough that every page can be had by its number.
        var page = query.Page(cursor => Row(cursor) is not null, int.MaxValue);
        query.Refuse();

        return await db.Read(async session =>
        {
            var batch = await BatchRoutes.Find(session, caller, id, BatchRoutes.Read);
            var rows = await BatchRows.Rejections(session, batch.Id, page.Cursor is { } cursor ? Row(cursor) ?? -1 : -1, page.Rows);
            return Answer.Page(page, rows, RejectionView.Of, row => Shown.Plain(row.RowIndex), page.Cursor is null ? batch.Rejected : null);
        }, ct);
    }

    private static long? Row(string cursor) => long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
}
