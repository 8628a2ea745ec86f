using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>GET /v1/api-keys: the keys of the account, newest first, narrowed by state.</summary>
public static class ListKeys
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/api-keys", Handle).Needs(Scopes.Admin).Refuses(Errors.InvalidRequest).Describes(KeyDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var state = query.OneOf("state", KeyStates.Named, KeyStates.All);
        var page = query.Page(Ids.Key, KeyRows.CountedUpTo);
        query.Refuse();
        var (filter, now) = (new KeyFilter(caller.AccountId, caller.World, state), clock.GetUtcNow());

        return await db.Read(async session =>
        {
            var rows = await KeyRows.List(session, filter, page.Cursor, page.Rows, now);
            var total = page.Cursor is null ? await KeyRows.Count(session, filter, now) : null;
            return Answer.Page(page, rows, row => KeyView.Of(row, now), row => row.Id, total);
        }, ct);
    }
}
