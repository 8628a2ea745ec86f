using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Settling;

/// <summary>GET /v1/admin/uncertain: the uncertain messages of all accounts, newest first, of one channel, narrowed by account, class and time.</summary>
public static class ListUncertain
{
    private const int MostSkipped = 10_000;

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/uncertain", Handle)
        .Refuses(Errors.InvalidRequest)
        .Describes(SettlingDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var traffic = query.OneOf("traffic_class", name => TrafficClasses.Named.TryGetValue(name, out var found) ? found : (TrafficClass?)null, TrafficClasses.Named.Keys);
        var isWhatsApp = query.OneOf<bool>("channel", name => name switch { Channels.Sms => false, Channels.WhatsApp => true, _ => null }, [Channels.Sms, Channels.WhatsApp]);
        var prefix = isWhatsApp == true ? Ids.WhatsApp : Ids.Sms;
        var filter = new UncertainFilter(query.Text("account_id"), traffic, query.Time("from_date", endOfDay: false), query.Time("to_date", endOfDay: true), prefix);
        var page = query.Page(prefix, MostSkipped);
        query.Refuse();

        // Not counted: those that a receipt ended are among them until the next sweep.
        return await db.Read(async session =>
            Answer.Page(page, await UncertainMessages.List(session, filter, page.Cursor, page.Rows), UncertainView.Of, row => row.Id, null), ct);
    }
}
