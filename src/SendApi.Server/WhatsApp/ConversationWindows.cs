using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Who wrote to which cloud session when: for a day after that Meta lets anything be sent to them, and then only templates.</summary>
public static class ConversationWindows
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>Somebody wrote, in the transaction of what they wrote.</summary>
    public static async Task Open(Session session, InboundMessage message)
    {
        // Who has no number cannot be written to either.
        if (InboundAddress.IsPhone(message.Sender))
            await session.Execute("""
                INSERT INTO whatsapp_windows (session_id, phone, account_id, wrote_at)
                VALUES (@SessionId, @Sender, @AccountId, @ReceivedAt)
                ON CONFLICT (session_id, phone) DO UPDATE
                SET wrote_at = excluded.wrote_at
                """, new { message.SessionId, message.Sender, message.AccountId, message.ReceivedAt });
    }

    /// <summary>Those of some people to whom anything may be sent now.</summary>
    public static async Task<IReadOnlySet<string>> Among(Session session, string sessionId, IReadOnlyCollection<string> phones, DateTimeOffset now) => (await session.Query<string>(
        $"SELECT phone FROM whatsapp_windows WHERE session_id = @sessionId AND {session.Dialect.In("phone", "phones")} AND wrote_at > @since",
        new { sessionId, phones = phones.ToArray(), since = (now - Length).ToMicros() })).ToHashSet();

    /// <summary>Forgets up to <paramref name="most"/> that are closed; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM whatsapp_windows
        WHERE (session_id, phone) IN (SELECT session_id, phone FROM whatsapp_windows WHERE wrote_at <= @before LIMIT @most)
        """, new { before = (now - Length).ToMicros(), most });

    /// <summary>Forgets a person.</summary>
    public static Task<int> Person(Session session, string phone, string? account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("account", account, System.Data.DbType.String);
        return session.Execute("DELETE FROM whatsapp_windows WHERE phone = @phone AND (@account IS NULL OR account_id = @account)", parameters);
    }
}
