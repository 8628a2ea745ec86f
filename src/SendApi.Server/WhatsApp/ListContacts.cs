using System.ComponentModel;
using System.Globalization;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/contacts: the address book of a linked session's phone, a page of it at a time from the gateway. Nothing of it is kept here.</summary>
public static class ListContacts
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/whatsapp/contacts", Handle)
        .Needs(Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSession, Errors.SessionNotConnected, Errors.ProviderError)
        .Describes(GroupDocs.Contacts);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var asked = query.Text("session_id");
        var page = query.Page(cursor => Place(cursor) is not null, int.MaxValue);
        query.Refuse();

        var session = await tools.Db.Read(s => GroupSessions.Of(s, caller, asked is null ? null : SessionRef.Named(asked), tools.Clock.GetUtcNow()), ct);
        var skip = page.Cursor is { } cursor ? Place(cursor) ?? 0 : page.Skip;
        var part = await tools.Desk.Ask(session, people => people.Contacts(session.Id, skip, page.PerPage, ct));
        // Whether the book ends here the next page tells: the gateway does not count.
        return Answer.List([.. part.Items.Take(page.PerPage).Select(ContactView.Of)], page.Meta(null, part.Read < page.PerPage ? null : Shown.Plain(skip + page.PerPage)));
    }

    private static int? Place(string cursor) => int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place <= int.MaxValue - 100 ? place : null;
}

/// <summary>Somebody whom a session's phone knows.</summary>
public sealed record ContactView(
    string Phone,
    [property: Description("As the phone's owner wrote it down.")] string? Name,
    [property: Description("As the person calls himself.")] string? PushName,
    [property: Description("Whether it is a business; left out where the gateway does not tell.")] bool? IsBusiness,
    [property: Description("Whether it stands in the phone's own address book; left out where the gateway does not tell.")] bool? IsMyContact)
{
    public static ContactView Of(GatewayContact contact) => new(contact.Phone, contact.Name, contact.PushName, contact.IsBusiness, contact.IsMyContact);
}
