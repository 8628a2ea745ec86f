using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What is told of a session when a look has proven something new.</summary>
internal static class SessionNews
{
    public static IReadOnlyList<Happening> Of(SessionRow before, SessionRow now, PairingCode? code)
    {
        if (before.State == now.State)
            return [];

        var at = Times.FromMicros(now.StatusAt);
        var news = new List<Happening>();
        if (now.State == SessionStatus.Connected)
            news.Add(Told(now, EventNames.SessionConnected, at, ApiJson.Text(new SessionConnectedData
            {
                SessionId = now.Id,
                NumberId = now.NumberId,
                Name = now.Name,
                PhoneNumber = now.PhoneNumber,
                ConnectedAt = at.UtcDateTime,
            })));
        if (now.State is SessionStatus.Disconnected or SessionStatus.LoggedOut)
            news.Add(Told(now, EventNames.SessionDisconnected, at, ApiJson.Text(new SessionDisconnectedData
            {
                SessionId = now.Id,
                NumberId = now.NumberId,
                Name = now.Name,
                PhoneNumber = now.PhoneNumber,
                DisconnectedAt = at.UtcDateTime,
                Reason = now.State == SessionStatus.LoggedOut
                    ? "Meta does not take the access token of the session any more. Give a new one with PUT /v1/whatsapp/sessions/{id}."
                    : "The phone logged the session out. Pair it again with the code from GET /v1/whatsapp/sessions/{id}/qr.",
            })));
        if (now.State == SessionStatus.Banned)
            news.Add(Told(now, EventNames.SessionBanned, at, ApiJson.Text(new SessionBannedData
            {
                SessionId = now.Id,
                NumberId = now.NumberId,
                Name = now.Name,
                PhoneNumber = now.PhoneNumber,
                BannedAt = at.UtcDateTime,
            })));
        if (code is not null)
            news.Add(Told(now, EventNames.SessionQr, at, ApiJson.Text(new SessionQrData
            {
                SessionId = now.Id,
                NumberId = now.NumberId,
                Name = now.Name,
                PhoneNumber = now.PhoneNumber,
                QrCode = code.Picture,
                QrExpiresAt = code.ExpiresAt.UtcDateTime,
            })));
        return news;
    }

    private static Happening Told(SessionRow row, string type, DateTimeOffset at, string data) => new(row.AccountId, row.IsTest, type, row.Id, at, data) { CallbackUrl = row.WebhookUrl };
}
