using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/messages: what was sent and received, newest first, narrowed by session, direction, phone, batch, status, error and time.</summary>
public static class ListWhatsApp
{
    private const string In = "in", Out = "out";

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/whatsapp/messages", Handle)
        .Needs(Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSession)
        .Describes(WhatsAppDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var directions = query.OneOf<int>("direction", name => name switch { In => 1, Out => 2, _ => null }, [In, Out]);
        var status = query.Text("status");
        if (status is not null && !WhatsAppStatuses.Named.ContainsKey(status))
            query.Add("status", $"'status' must be one of: {string.Join(", ", WhatsAppStatuses.Named.Keys)}.");
        var error = query.ErrorCode("error_code");
        var (from, until) = (query.Time("from_date", endOfDay: false), query.Time("to_date", endOfDay: true));
        // Two lists in one, so it is paged by cursor alone.
        var page = query.Page(Ids.WhatsApp, mostSkipped: 100);
        var (session, phone, batch) = (query.Text("session_id"), query.Text("phone"), query.Text("batch_id"));
        if (page.Number > 1)
            query.Add("page", "This list is paged by 'cursor' from meta.next_cursor alone.");
        query.Refuse();

        var wanted = new MessageQuery(
            null, phone is null ? null : PhoneNumber.Parse(phone, "phone").Value,
            from is { } since ? Ids.First(Ids.WhatsApp, since) : Ids.WhatsApp, until is { } end ? Ids.First(Ids.WhatsApp, end) : Ids.WhatsApp + "~")
        {
            Statuses = status is null ? null : WhatsAppStatuses.Named[status],
            BatchId = batch,
            ErrorCode = error,
        };
        return await db.Read(async s =>
        {
            if (session is not null)
                wanted = wanted with { SessionId = (await GetSession.Named(s, caller, SessionRef.Named(session))).Id };
            var before = page.Cursor is { } cursor && string.CompareOrdinal(cursor, wanted.End) < 0 ? cursor : wanted.End;
            var (sent, lookedUpTo) = directions == 1 ? ([], null) : await SentMessages.List(s, (caller.AccountId, caller.World), wanted, (before, page.Rows.Take));
            // What people wrote has no status, no error and no batch to be asked for.
            var received = directions == 2 || wanted.IsLookedFor || wanted.BatchId is not null ? [] : await InboundMessages.List(s, caller.AccountId, caller.World, wanted, (before, page.Rows.Take));
            List<WhatsAppView> all = [.. sent.Select(WhatsAppView.Of).Concat(received.Select(WhatsAppView.Of)).OrderByDescending(v => v.Id, StringComparer.Ordinal).Take(page.Rows.Take)];
            return Answer.Page(page, await WhatsAppView.WithFiles(s, all), v => v, v => v.Id, null, lookedUpTo);
        }, ct);
    }
}
