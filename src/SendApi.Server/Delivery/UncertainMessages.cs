using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Which uncertain messages are asked for; what is null does not narrow it.</summary>
/// <param name="Prefix">How their ids begin: those of one channel are asked for.</param>
public sealed record UncertainFilter(string? Account, TrafficClass? Class, DateTimeOffset? From, DateTimeOffset? Until, string Prefix = Core.Ids.Sms);

/// <summary>A message of which nobody knows whether it left.</summary>
public sealed class UncertainRow
{
    public string AccountId { get; init; } = "";
    public long IsTest { get; init; }
    public string Id { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string? Sender { get; init; }
    public long TrafficClass { get; init; }
    public long Price { get; init; }
    public string? Provider { get; init; }
    public string? ErrorMessage { get; init; }
    public long CreatedAt { get; init; }
    public long ValidUntil { get; init; }
    public long Since { get; init; }
    public long IsSpent { get; init; }

    /// <summary>1 while it waits to be sent again, or is being sent.</summary>
    public long IsQueued { get; init; }
}

/// <summary>The uncertain messages of all accounts: what the operator looks through, and what is sent again by rule.</summary>
public static class UncertainMessages
{
    private const string Selected = """
        SELECT m.account_id, m.is_test, m.id, m.recipient, m.sender, m.traffic_class, m.price, m.provider, m.error_message, m.created_at, m.valid_until,
            u.since, u.is_spent, CASE WHEN o.message_id IS NULL THEN 0 ELSE 1 END AS is_queued
        FROM uncertain_messages u
        JOIN messages m ON m.account_id = u.account_id AND m.is_test = u.is_test AND m.id = u.message_id
        LEFT JOIN outbox o ON o.message_id = u.message_id
        """;

    private static readonly Bulk<StatusChange> Insert = new(
        """
        INSERT INTO uncertain_messages (message_id, account_id, is_test, traffic_class, since, is_spent)
        SELECT id, account_id, is_test, traffic_class, @since, @is_spent FROM messages WHERE account_id = @account_id AND is_test = @is_test AND id = @id
        ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO uncertain_messages (message_id, account_id, is_test, traffic_class, since, is_spent)
        SELECT m.id, m.account_id, m.is_test, m.traffic_class, v.since, v.is_spent
        FROM v
        JOIN messages m ON m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.id
        ON CONFLICT DO NOTHING
        """,
        new("account_id", c => c.Message.AccountId), new("is_test", Number: c => c.Message.World), new("id", c => c.Message.Id), new("since", Number: c => c.At.ToMicros()),
        // One of WhatsApp is never sent once more: only its own session could, and a late receipt still tells.
        new("is_spent", Number: c => c.Message.IsWhatsApp ? 1 : 0));

    /// <summary>Remembers those of the changes that leave a message uncertain, with the commit.</summary>
    public static void Note(Session session, IEnumerable<StatusChange> changes) =>
        session.AtCommit(Insert, [.. changes.Where(c => c.Status == MessageStatus.Uncertain)]);

    /// <summary>Which of these messages were uncertain before: what is refused to one of them says nothing about the time it may have left.</summary>
    public static async Task<HashSet<string>> Among(Session session, IReadOnlyCollection<string> messages) => messages.Count == 0 ? [] :
        [.. await session.Query<string>($"SELECT message_id FROM uncertain_messages WHERE {session.Dialect.In("message_id", "ids")}", new { ids = messages.ToArray() })];

    public static Task<UncertainRow?> Find(Session session, string id) => session.First<UncertainRow>($"{Selected} WHERE u.message_id = @id AND m.status = 40", new { id });

    /// <summary>A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows.</summary>
    public static Task<List<UncertainRow>> List(Session session, UncertainFilter filter, string? cursor, (int Skip, int Take) page)
    {
        var end = filter.Until is { } until ? Core.Ids.First(filter.Prefix, until) : filter.Prefix + "~";
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("before", cursor is not null && string.CompareOrdinal(cursor, end) < 0 ? cursor : end);
        parameters.Add("after", filter.From is { } from ? Core.Ids.First(filter.Prefix, from) : filter.Prefix);
        parameters.Add("account", filter.Account, System.Data.DbType.String);
        parameters.Add("traffic", (long?)filter.Class, System.Data.DbType.Int64);
        parameters.Add("skip", page.Skip);
        parameters.Add("take", page.Take);
        return session.Query<UncertainRow>($"""
            {Selected}
            WHERE u.message_id < @before AND u.message_id >= @after AND m.status = 40
                AND (@account IS NULL OR u.account_id = @account) AND (@traffic IS NULL OR u.traffic_class = @traffic)
            ORDER BY u.message_id DESC
            LIMIT @take OFFSET @skip
            """, parameters);
    }

    /// <summary>How many there are, of all accounts and channels, counted up to <paramref name="most"/>.</summary>
    public static Task<long> Count(Session session, int most) => session.Number("""
        SELECT COUNT(*)
        FROM (
            SELECT 1 AS one
            FROM uncertain_messages u
            JOIN messages m ON m.account_id = u.account_id AND m.is_test = u.is_test AND m.id = u.message_id
            WHERE m.status = 40
            LIMIT @most) AS counted
        """, new { most });

    /// <summary>Takes the one resend of texts of a class that became uncertain before a time: whoever gets one here is the only one.</summary>
    public static async Task<List<UncertainRow>> TakeResends(Session session, TrafficClass traffic, DateTimeOffset before, int most)
    {
        var ids = await session.Query<string>($"""
            WITH due AS MATERIALIZED (
                SELECT message_id
                FROM uncertain_messages
                WHERE traffic_class = @traffic AND is_spent = 0 AND since <= @before
                ORDER BY since
                LIMIT @most
                {session.Dialect.SkipLocked})
            UPDATE uncertain_messages
            SET is_spent = 1
            WHERE message_id IN (SELECT message_id FROM due)
            RETURNING message_id
            """, new { traffic = (long)traffic, before = before.ToMicros(), most });
        return ids.Count == 0 ? [] : await session.Query<UncertainRow>($"{Selected} WHERE {session.Dialect.In("u.message_id", "ids")} AND m.status = 40", new { ids = ids.ToArray() });
    }

    /// <summary>Forgets a message that was settled.</summary>
    public static Task Remove(Session session, string id) => session.Execute("DELETE FROM uncertain_messages WHERE message_id = @id", new { id });

    /// <summary>Forgets messages that were ended otherwise: by a receipt, or for their age.</summary>
    public static Task<int> Sweep(Session session, int most) => session.Execute("""
        DELETE FROM uncertain_messages
        WHERE message_id IN (
            SELECT u.message_id
            FROM uncertain_messages u
            LEFT JOIN messages m ON m.account_id = u.account_id AND m.is_test = u.is_test AND m.id = u.message_id
            WHERE m.id IS NULL OR m.status <> 40
            LIMIT @most)
        """, new { most });
}
