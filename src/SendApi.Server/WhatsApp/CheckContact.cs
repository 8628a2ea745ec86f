using System.ComponentModel;
using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/contacts/{phone}/check: whether a number has WhatsApp, asked through a connected session.</summary>
public static class CheckContact
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/whatsapp/contacts/{phone}/check", Handle)
        .Needs(Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSession, Errors.SessionNotConnected, Errors.ProviderError)
        .Describes(WhatsAppDocs.Check);

    private static async Task<Answer> Handle(string phone, HttpRequest request, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var asked = query.Text("session_id");
        query.Refuse();
        var number = PhoneNumber.Parse(phone, "phone");
        var session = await tools.Db.Read(s => SessionChoice.Of(s, caller, asked is null ? null : SessionRef.Named(asked), tools.Clock.GetUtcNow()), ct);
        if (session.IsCloud)
            throw new Refusal(Errors.InvalidRequest, $"Session '{session.Id}' is one of Meta's Cloud API, which does not tell whether a number has WhatsApp. Ask through a linked session.", "session_id");
        var found = await tools.Desk.Find(session, number, ct);
        return Answer.Ok(new ContactCheckView(number.Value, found is not null, found));
    }
}

/// <summary>Whether a number has WhatsApp.</summary>
public sealed record ContactCheckView(
    string Phone,
    bool IsWhatsappUser,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What WhatsApp calls it; null for a number that has no WhatsApp.")] string? WhatsappId);
