using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What a session of Meta's Cloud API is let in with, as the store keeps it.</summary>
public sealed record CloudRow
{
    public required string SessionId { get; init; }
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string PhoneNumberId { get; init; }
    public required string BusinessId { get; init; }

    /// <summary>Sealed, as <see cref="AppSecret"/>.</summary>
    public required string Token { get; init; }
    public required string AppSecret { get; init; }

    // The record's own ToString would print what is sealed.
    public override string ToString() => SessionId;
}

/// <summary>What cloud sessions are let in with, in the store.</summary>
public static class CloudRows
{
    private const string Columns = "session_id, account_id, is_test, phone_number_id, business_id, token, app_secret";

    private static readonly string Due = $"templates_at <= @now AND EXISTS (SELECT 1 FROM whatsapp_sessions s WHERE s.id = session_id AND s.status = {(long)SessionStatus.Connected})";

    /// <summary>More sessions than that do not share one number or business account in the simulator.</summary>
    private const int MostShared = 100;

    public static Task<CloudRow?> Find(Session session, string id) => session.First<CloudRow>($"SELECT {Columns} FROM whatsapp_cloud WHERE session_id = @id", new { id });

    /// <summary>Another session of the account that has the number; null when there is none.</summary>
    public static Task<CloudRow?> WithNumber(Session session, CloudRow row) => session.First<CloudRow>($"""
        SELECT {Columns}
        FROM whatsapp_cloud
        WHERE phone_number_id = @PhoneNumberId AND account_id = @AccountId AND is_test = @IsTest AND session_id <> @SessionId
        """, new { row.PhoneNumberId, row.AccountId, row.IsTest, row.SessionId });

    /// <summary>The test sessions of a number or of a business account.</summary>
    public static Task<List<CloudRow>> Simulated(Session session, string metaId) => session.Query<CloudRow>($"""
        SELECT {Columns}
        FROM whatsapp_cloud
        WHERE is_test = 1 AND (phone_number_id = @metaId OR business_id = @metaId)
        LIMIT @most
        """, new { metaId, most = MostShared });

    /// <summary>Keeps it, in place of what was kept before; its templates are compared next.</summary>
    public static Task Put(Session session, CloudRow row) => session.Execute($"""
        INSERT INTO whatsapp_cloud ({Columns}, templates_at)
        VALUES (@SessionId, @AccountId, @IsTest, @PhoneNumberId, @BusinessId, @Token, @AppSecret, 0)
        ON CONFLICT (session_id) DO UPDATE
        SET phone_number_id = excluded.phone_number_id, business_id = excluded.business_id, token = excluded.token, app_secret = excluded.app_secret, templates_at = 0
        """, new { row.SessionId, row.AccountId, row.IsTest, row.PhoneNumberId, row.BusinessId, row.Token, row.AppSecret });

    /// <summary>Whether the templates of any session are to be compared: asked often, and without a transaction.</summary>
    public static async Task<bool> AreDue(Session session, DateTimeOffset now) =>
        await session.Number($"SELECT COUNT(*) FROM (SELECT 1 FROM whatsapp_cloud WHERE {Due} LIMIT 1) due", new { now = now.ToMicros() }) > 0;

    /// <summary>Takes connected sessions whose templates are to be compared with Meta's, and sets when that is next; the answer is their ids.</summary>
    public static Task<List<string>> TakeDue(Session session, DateTimeOffset now, DateTimeOffset next, int most) => session.Query<string>($"""
        WITH due AS MATERIALIZED (
            SELECT session_id
            FROM whatsapp_cloud
            WHERE {Due}
            ORDER BY templates_at
            LIMIT @most
            {session.Dialect.SkipLocked})
        UPDATE whatsapp_cloud
        SET templates_at = @next
        WHERE session_id IN (SELECT session_id FROM due)
        RETURNING session_id
        """, new { now = now.ToMicros(), next = next.ToMicros(), most });

    /// <summary>Sets when the templates of a session are compared next.</summary>
    public static Task CompareTemplates(Session session, string id, DateTimeOffset at) =>
        session.Execute("UPDATE whatsapp_cloud SET templates_at = @at WHERE session_id = @id", new { id, at = at.ToMicros() });

    /// <summary>Forgets what belongs to a session of the Cloud API alone.</summary>
    public static async Task Remove(Session session, string id)
    {
        await session.Execute("DELETE FROM simulated_numbers WHERE id IN (SELECT phone_number_id FROM whatsapp_cloud WHERE session_id = @id AND is_test = 1)", new { id });
        await session.Execute("""
            DELETE FROM simulated_numbers
            WHERE id IN (SELECT business_id FROM whatsapp_cloud WHERE session_id = @id AND is_test = 1)
                AND NOT EXISTS (SELECT 1 FROM whatsapp_cloud c WHERE c.business_id = simulated_numbers.id AND c.session_id <> @id)
            """, new { id });
        await session.Execute("DELETE FROM whatsapp_cloud WHERE session_id = @id", new { id });
        await session.Execute("DELETE FROM whatsapp_windows WHERE session_id = @id", new { id });
        await session.Execute("DELETE FROM whatsapp_templates WHERE session_id = @id", new { id });
    }
}
