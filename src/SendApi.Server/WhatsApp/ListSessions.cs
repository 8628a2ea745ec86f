using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/sessions: the sessions of the caller's account and world, newest first.</summary>
public static class ListSessions
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/whatsapp/sessions", Handle).Needs(Scopes.WhatsAppRead).Refuses(Errors.InvalidRequest).Describes(SessionDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // So few are allowed that every page can be had by its number.
        var page = query.Page(Ids.Session, int.MaxValue);
        query.Refuse();

        return await db.Read(async session =>
        {
            var rows = await SessionRows.List(session, caller, page.Cursor, page.Rows);
            long? total = page.Cursor is null ? await SessionRows.Count(session, caller.AccountId, caller.World) : null;
            return Answer.Page(page, rows, row => SessionView.Of(row, clock.GetUtcNow()), row => row.Id, total);
        }, ct);
    }
}
