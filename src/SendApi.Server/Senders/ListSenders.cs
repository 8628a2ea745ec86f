using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>GET /v1/sms/sender-ids: the senders of the caller's account and world, newest first.</summary>
public static class ListSenders
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/sms/sender-ids", Handle).Needs(Scopes.SmsRead).Refuses(Errors.InvalidRequest).Describes(SenderDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // So few are allowed that every page can be had by its number.
        var page = query.Page(Ids.Sender, int.MaxValue);
        query.Refuse();

        return await db.Read(async session =>
        {
            var rows = await SenderRows.List(session, caller, page.Cursor, page.Rows);
            long? total = page.Cursor is null ? await SenderRows.Count(session, caller) : null;
            return Answer.Page(page, rows, SenderView.Of, row => row.Id, total);
        }, ct);
    }
}
