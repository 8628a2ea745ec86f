using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What a message falls back to, as the store keeps it.</summary>
public sealed record FallbackRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string MessageId { get; init; }
    public required long AfterSeconds { get; init; }

    /// <summary>The words of the text, where they are not the message's own; gone once it is decided.</summary>
    public string? Content { get; init; }

    /// <summary>When it is looked at next; null once it is decided.</summary>
    public long? LookAt { get; init; }

    /// <summary>The text that was sent in its place.</summary>
    public string? SmsId { get; init; }

    /// <summary>Why it was sent, or why not; null where the message arrived.</summary>
    public string? Reason { get; init; }
}

/// <summary>The fallbacks in the store: which are to be looked at, and that only one looks.</summary>
internal static class FallbackRows
{
    private const string Columns = "account_id, is_test, message_id, after_seconds, content, look_at, sms_id, reason";

    private const string Own = "account_id = @AccountId AND is_test = @IsTest AND message_id = @MessageId";

    /// <summary>Whoever takes one to look at has it for so long. When he did not come through, it is looked at again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private static readonly Bulk<FallbackRow> Insert = Bulk<FallbackRow>.Insert("whatsapp_fallbacks", "",
        new("account_id", f => f.AccountId), new("is_test", Number: f => f.IsTest), new("message_id", f => f.MessageId), new("after_seconds", Number: f => f.AfterSeconds),
        new("content", f => f.Content), new("look_at", Number: f => f.LookAt));

    private static readonly Bulk<MessageKey> Wake = new(
        "UPDATE whatsapp_fallbacks SET look_at = 0 WHERE account_id = @account_id AND is_test = @is_test AND message_id = @message_id AND look_at IS NOT NULL",
        "UPDATE whatsapp_fallbacks f SET look_at = 0 FROM v WHERE f.account_id = v.account_id AND f.is_test = v.is_test AND f.message_id = v.message_id AND f.look_at IS NOT NULL",
        new("account_id", m => m.AccountId), new("is_test", Number: m => m.World), new("message_id", m => m.Id));

    /// <summary>Adds one with the commit of its message.</summary>
    public static void Add(Session session, FallbackRow row) => session.AtCommit(Insert, [row]);

    public static Task<FallbackRow?> Find(Session session, MessageRow message) => session.First<FallbackRow>(
        $"SELECT {Columns} FROM whatsapp_fallbacks WHERE {Own}", new { message.AccountId, message.IsTest, MessageId = message.Id });

    /// <summary>Takes in up to <paramref name="most"/> messages that failed: they are looked at now. The answer is how many.</summary>
    public static async Task<int> Hear(Session session, int most)
    {
        var failed = await FallbackNews.Take(session, most);
        await session.Run(Wake, [.. failed.Distinct()]);
        return failed.Count;
    }

    /// <summary>Takes up to <paramref name="most"/> that are to be looked at: whoever gets one here is the only one, for a while.</summary>
    public static Task<List<FallbackRow>> Take(Session session, DateTimeOffset now, int most) => session.Query<FallbackRow>($"""
        WITH due AS MATERIALIZED (
            SELECT account_id, is_test, message_id
            FROM whatsapp_fallbacks
            WHERE look_at <= @now
            ORDER BY look_at
            LIMIT @most
            {session.Dialect.SkipLocked})
        UPDATE whatsapp_fallbacks
        SET look_at = @until
        WHERE look_at <= @now AND (account_id, is_test, message_id) IN (SELECT account_id, is_test, message_id FROM due)
        RETURNING {Columns}
        """, new { now = now.ToMicros(), until = (now + Lease).ToMicros(), most });

    /// <summary>Looks at one that was taken again at another time, in microseconds.</summary>
    public static Task<int> LookAgain(Session session, FallbackRow taken, long at) =>
        session.Execute($"UPDATE whatsapp_fallbacks SET look_at = @at WHERE {Own} AND look_at = @LookAt", new { taken.AccountId, taken.IsTest, taken.MessageId, taken.LookAt, at });

    /// <summary>Decides one that was taken, and holds it against everybody else until the transaction ends; false when somebody else has it by now.</summary>
    public static async Task<bool> Decide(Session session, FallbackRow taken, string? smsId, string? reason)
    {
        var parameters = new Dapper.DynamicParameters(new { taken.AccountId, taken.IsTest, taken.MessageId, taken.LookAt });
        parameters.Add("smsId", smsId, System.Data.DbType.String);
        parameters.Add("reason", reason, System.Data.DbType.String);
        return await session.Execute($"UPDATE whatsapp_fallbacks SET look_at = NULL, content = NULL, sms_id = @smsId, reason = @reason WHERE {Own} AND look_at = @LookAt", parameters) == 1;
    }

    /// <summary>Deletes up to <paramref name="most"/> of messages that were sent before a time; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset before, int most) => session.Execute("""
        DELETE FROM whatsapp_fallbacks
        WHERE (account_id, is_test, message_id) IN (
            SELECT account_id, is_test, message_id FROM whatsapp_fallbacks WHERE message_id < @first AND look_at IS NULL LIMIT @most)
        """, new { first = Ids.First(Ids.WhatsApp, before), most });

    /// <summary>Forgets what was to go to a phone by SMS; the answer is how many. It is asked before the messages lose their recipient.</summary>
    public static Task<int> Person(Session session, string phone, string? account)
    {
        var parameters = new Dapper.DynamicParameters(new { phone });
        parameters.Add("account", account, System.Data.DbType.String);
        return session.Execute("""
            DELETE FROM whatsapp_fallbacks
            WHERE look_at IS NOT NULL AND (@account IS NULL OR account_id = @account) AND EXISTS (
                SELECT 1
                FROM messages m
                WHERE m.account_id = whatsapp_fallbacks.account_id AND m.is_test = whatsapp_fallbacks.is_test AND m.id = whatsapp_fallbacks.message_id AND m.recipient = @phone)
            """, parameters);
    }
}
