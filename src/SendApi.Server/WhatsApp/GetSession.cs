using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/sessions/{id}, and …/qr for a fresh code to scan.</summary>
public static class GetSession
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/whatsapp/sessions/{id}", Handle).Needs(Scopes.WhatsAppRead).Refuses(Errors.NotFound).Describes(SessionDocs.Get);
        v1.MapGet("/whatsapp/sessions/{id}/qr", Code).Needs(Scopes.WhatsAppWrite).Refuses(Errors.NotFound, Errors.Conflict, Errors.ProviderError).Describes(SessionDocs.Code);
    }

    /// <summary>The session of a path, or 4044: one of another account or of the other world is the same to the caller as none.</summary>
    public static async Task<SessionRow> Find(Session session, Caller caller, string id) =>
        await SessionRows.Find(session, caller, SessionRef.Named(id))
        ?? throw new Refusal(Errors.NotFound, $"No WhatsApp session '{SessionRef.Named(id)}' exists in this account.", "id");

    /// <summary>The session that a request names for something else, or 4002.</summary>
    public static async Task<SessionRow> Named(Session session, Caller caller, SessionRef reference) =>
        await SessionRows.Find(session, caller, reference)
        ?? throw new Refusal(Errors.InvalidSession, $"session_id '{reference}' is not a session of this account.", "session_id");

    private static Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) =>
        db.Read(async s => Answer.Ok(SessionView.Of(await Find(s, caller, id), clock.GetUtcNow())), ct);

    private static async Task<Answer> Code(string id, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var row = await tools.Db.Read(s => Find(s, caller, id), ct);
        if (row.IsCloud)
            throw new Refusal(Errors.Conflict, $"Session '{row.Id}' is one of Meta's Cloud API: there is nothing to scan. It takes new credentials with PUT /v1/whatsapp/sessions/{row.Id}.", "id");
        if (row.State is SessionStatus.Connected or SessionStatus.Degraded)
            throw new Refusal(Errors.Conflict, $"Session '{row.Id}' is {row.State.Name()}: there is nothing to scan. Delete it to pair another phone.", "id");
        var code = await tools.Desk.Start(row.Id, row.IsTest, ct)
            ?? throw new Refusal(Errors.ProviderError, $"The gateway has no code for session '{row.Id}' yet. Ask again in a few seconds.");
        return Answer.Ok(SessionView.Of(row, tools.Clock.GetUtcNow()).WithCode(code));
    }
}
