using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Keeps which WhatsApp messages with a fallback failed, until whoever lets them fall back has heard it: who writes answers down holds messages, and must not wait for fallbacks.</summary>
public static class FallbackNews
{
    private static readonly Bulk<StatusChange> Insert = new(
        """
        INSERT INTO fallback_news (id, account_id, is_test, message_id)
        SELECT @id, account_id, is_test, message_id
        FROM whatsapp_fallbacks
        WHERE account_id = @account_id AND is_test = @is_test AND message_id = @message_id AND look_at IS NOT NULL
        """,
        """
        INSERT INTO fallback_news (id, account_id, is_test, message_id)
        SELECT v.id, f.account_id, f.is_test, f.message_id
        FROM v
        JOIN whatsapp_fallbacks f ON f.account_id = v.account_id AND f.is_test = v.is_test AND f.message_id = v.message_id AND f.look_at IS NOT NULL
        """,
        new("id", c => Ids.New(Ids.Event, c.At)), new("account_id", c => c.Message.AccountId), new("is_test", Number: c => c.Message.World), new("message_id", c => c.Message.Id));

    /// <summary>Takes up to <paramref name="most"/>, the oldest first: whoever gets one here is the only one.</summary>
    public static async Task<IReadOnlyList<MessageKey>> Take(Session session, int most) => (await session.Query<NewsRow>($"""
        WITH oldest AS MATERIALIZED (
            SELECT id
            FROM fallback_news
            ORDER BY id
            LIMIT @most
            {session.Dialect.SkipLocked})
        DELETE FROM fallback_news
        WHERE id IN (SELECT id FROM oldest)
        RETURNING account_id, is_test, message_id
        """, new { most })).ConvertAll(n => new MessageKey(n.AccountId, n.IsTest, n.MessageId));

    /// <summary>Writes down, with the commit, which messages failed. Texts cost nothing here.</summary>
    internal static void Note(Session session, IEnumerable<StatusChange> changes)
    {
        var failed = changes.Where(c => c.Message.IsWhatsApp && c.Status is MessageStatus.Failed or MessageStatus.Undelivered).ToList();
        if (failed.Count > 0)
            session.AtCommit(Insert, failed);
    }

    private sealed class NewsRow
    {
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string MessageId { get; init; } = "";
    }
}
