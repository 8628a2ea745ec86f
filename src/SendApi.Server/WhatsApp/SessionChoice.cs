using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Which session speaks for a request.</summary>
public static class SessionChoice
{
    /// <summary>The session that a request goes through; 4002 for one that is not there, 4003 for one that cannot send.</summary>
    public static async Task<SessionRow> Of(Session session, Caller caller, SessionRef? asked, DateTimeOffset now)
    {
        if (asked is not null)
            return Connected(await GetSession.Named(session, caller, asked), now);

        var candidates = await SessionRows.Candidates(session, caller);
        if (candidates.Count == 0)
            throw new Refusal(Errors.InvalidSession, "The account has no WhatsApp session. Create one with POST /v1/whatsapp/sessions.", "session_id");
        if (candidates.TrueForAll(c => c.StateAt(now) == SessionStatus.Connected) && candidates.Count > 1)
            throw new Refusal(Errors.InvalidRequest, "Several sessions are connected. Say with session_id which one is to send.", "session_id");
        return Connected(candidates[0], now);
    }

    /// <summary>A session that can send; 4003 for one that cannot.</summary>
    public static SessionRow Connected(SessionRow row, DateTimeOffset now) => row.StateAt(now) == SessionStatus.Connected ? row
        : throw new Refusal(Errors.SessionNotConnected, row.StateAt(now) switch
        {
            SessionStatus.Pending or SessionStatus.Disconnected => $"Session '{row.Id}' is {row.State.Name()}. Pair a phone with the code from GET /v1/whatsapp/sessions/{row.Id}/qr.",
            SessionStatus.Banned => $"Session '{row.Id}' is banned: WhatsApp has closed its number. Ask for a review in WhatsApp on the phone, or delete the session and pair another number.",
            SessionStatus.LoggedOut => $"Session '{row.Id}' is logged_out: Meta does not take its access token any more. Give a new one with PUT /v1/whatsapp/sessions/{row.Id}.",
            var state => $"Session '{row.Id}' is {state.Name()}. It tries to connect by itself; look at it with GET /v1/whatsapp/sessions/{row.Id} and send again.",
        }, "session_id");
}
