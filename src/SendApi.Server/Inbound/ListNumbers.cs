using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>GET /v1/admin/numbers: the numbers and short codes of this installation and whose they are.</summary>
public static class ListNumbers
{
    private const int MostSkipped = 10_000;

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/numbers", Handle)
        .Refuses(Errors.InvalidRequest)
        .Describes(NumberDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // A cursor is a number and, behind a comma, its provider.
        var page = query.Page(cursor => cursor.Contains(',', StringComparison.Ordinal), MostSkipped);
        query.Refuse();

        var after = page.Cursor?.Split(',', 2) ?? ["", ""];
        return await db.Read(async session =>
        {
            var rows = await InboundNumbers.List(session, (after[0].Replace(' ', '+'), after[1]), page.Skip + page.PerPage + 1);
            var total = page.Cursor is null ? await InboundNumbers.Count(session) : (long?)null;
            return Answer.Page(page, [.. rows.Skip(page.Skip)], InboundNumberView.Of, row => $"{row.Number},{row.Provider}", total);
        }, ct);
    }
}
