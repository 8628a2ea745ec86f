using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>GET /v1/admin/accounts: the accounts of this installation, newest first, narrowed by a part of their name.</summary>
public static class ListAccounts
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/accounts", Handle)
        .Refuses(Errors.InvalidRequest)
        .Describes(OperatorDocs.ListAccounts);

    private static async Task<Answer> Handle(HttpRequest request, Db db, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var name = query.Text("name");
        var page = query.Page(Ids.Account, AccountRows.CountedUpTo);
        query.Refuse();

        return await db.Read(async session =>
        {
            var rows = await AccountRows.List(session, name, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await AccountRows.Count(session, name) : null;
            return Answer.Page(page, rows, row => AccountView.Of(row, clock.GetUtcNow()), row => row.Id, total);
        }, ct);
    }
}
