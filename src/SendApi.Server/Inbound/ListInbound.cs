using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>GET /v1/sms/inbound: the texts that people sent to the account's numbers, newest first, narrowed by both ends and by time.</summary>
public static class ListInbound
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/sms/inbound", Handle)
        .Needs(Scopes.SmsRead)
        .Refuses(Errors.InvalidRequest)
        .Describes(InboundDocs.List);

    private static Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct) =>
        Run(request, (caller.AccountId, caller.World), db, ct);

    /// <summary>The page of somebody's texts that a query asks for.</summary>
    public static async Task<Answer> Run(HttpRequest request, (string Account, long World) whose, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var filter = new InboundFilter(Address(query, "from"), Address(query, "to"), query.Time("from_date", endOfDay: false), query.Time("to_date", endOfDay: true));
        var page = query.Page(Ids.Inbound, InboundRows.CountedUpTo);
        query.Refuse();

        return await db.Read(async session =>
        {
            var rows = await InboundRows.List(session, whose, filter, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await InboundRows.Count(session, whose, filter) : null;
            return Answer.Page(page, rows, InboundView.Of, row => row.Id, total);
        }, ct);
    }

    /// <summary>A phone, a short code or a name, in any spelling that a provider might use.</summary>
    private static string? Address(QueryFields query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (text.Length > InboundAddress.Longest)
            query.Add(name, $"'{name}' has at most {InboundAddress.Longest} characters: a phone number, a short code or a name.");
        // A plus sign that was not escaped arrives as a space, and so does a space within a name.
        return InboundAddress.Of(text.StartsWith(' ') ? "+" + text[1..] : text);
    }
}
