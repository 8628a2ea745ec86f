using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Inboxes;

/// <summary>GET /v1/simulator/inbox: what arrived at the simulator's phones, newest first.</summary>
public static class ListInbox
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/simulator/inbox", Handle)
        .NeedsEither(Scopes.SmsRead, Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InsufficientScope)
        .Describes(InboxDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Inbox inbox, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var isSms = query.OneOf<bool>("channel", name => name switch { Inbox.Sms => true, Inbox.WhatsApp => false, _ => null }, Inbox.Channels);
        var page = query.Page(Ids.Simulated, PhoneMemory.Most);
        var phone = query.Text("phone");
        query.Refuse();
        var to = phone is null ? null : PhoneNumber.Parse(phone, "phone").Value;
        var channel = isSms switch { null => null, true => Inbox.Sms, false => Inbox.WhatsApp };
        if (channel is not null && !Inbox.Sees(caller, channel))
            throw new RequiredScope(Inbox.ScopeOf(channel)).Refuse();

        var all = await inbox.Read(caller, k => (to is null || k.Arrival.Phone == to) && (channel is null || k.Arrival.Channel == channel), ct);
        var behind = page.Cursor is null ? all : all.FindAll(o => string.CompareOrdinal(o.Kept.Id, page.Cursor) < 0);
        return Answer.Page(page, [.. behind.Skip(page.Rows.Skip).Take(page.Rows.Take)], InboxMessageView.Of, o => o.Kept.Id, page.Cursor is null ? all.Count : null);
    }
}
