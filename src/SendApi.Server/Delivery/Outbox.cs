using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>A claimed message with the right to send it.</summary>
/// <param name="Until">When the lease ends.</param>
public sealed record Claimed(Lease Lease, MessageRow Message, DateTimeOffset Until)
{
    /// <summary>Why it goes this way, where that is not simply the first choice.</summary>
    public string? Route { get; init; }

    /// <summary>The providers that did not take it.</summary>
    public Tried Tried { get; init; } = Tried.None;
}

/// <summary>The queue in the store: claims, expired leases and messages whose time is over.</summary>
public static class Outbox
{
    private const string RestoredToken = "restored_";

    /// <summary>What was due for so long and is not claimed may have no link that would.</summary>
    private static readonly TimeSpan Unclaimed = TimeSpan.FromSeconds(5);

    /// <summary>Claims up to <paramref name="most"/> due messages of a queue, one lane after the other: from now to <paramref name="until"/> they are this token's alone. The attempt is counted before a byte leaves.</summary>
    public static async Task<List<Claimed>> Claim(Session session, string queue, int most, string token, DateTimeOffset now, DateTimeOffset until)
    {
        // A query for each lane: in one, a lane's messages for later would be walked through before the next lane's. MATERIALIZED,
        // or PostgreSQL's planner may apply the limit twice.
        string Lane(TrafficClass lane, string left) => $"""
            AS MATERIALIZED (
                SELECT message_id
                FROM outbox
                WHERE queue = @queue AND lane = {(long)lane} AND due_at <= @now AND lease_token IS NULL
                ORDER BY due_at
                LIMIT {left}
                {session.Dialect.SkipLocked})
            """;
        var claims = await session.Query<EntryRow>($"""
            WITH codes {Lane(TrafficClass.OneTimeCode, "@most")},
            texts {Lane(TrafficClass.Transactional, "@most - (SELECT COUNT(*) FROM codes)")},
            rest {Lane(TrafficClass.Bulk, "@most - (SELECT COUNT(*) FROM codes) - (SELECT COUNT(*) FROM texts)")}
            UPDATE outbox
            SET lease_token = @token, due_at = @until, attempt = attempt + 1
            WHERE message_id IN (SELECT message_id FROM codes UNION ALL SELECT message_id FROM texts UNION ALL SELECT message_id FROM rest)
            RETURNING message_id, account_id, is_test, attempt, route, tried
            """, new { queue, now = now.ToMicros(), most, token, until = until.ToMicros() });
        if (claims.Count == 0)
            return [];

        var messages = await session.Query<MessageRow>($"""
            SELECT m.*
            FROM outbox o
            JOIN messages m ON m.account_id = o.account_id AND m.is_test = o.is_test AND m.id = o.message_id
            WHERE {session.Dialect.In("o.message_id", "ids")}
            ORDER BY o.lane, m.id
            """, new { ids = claims.Select(c => c.MessageId).ToArray() });
        var byId = claims.ToDictionary(c => c.MessageId);
        return messages.ConvertAll(m => new Claimed(new Lease(m.Id, m.AccountId, m.IsTest, byId[m.Id].Attempt, token) { MayBeCharged = m.Price > 0 }, m, until)
        {
            Route = byId[m.Id].Route,
            Tried = Tried.Read(byId[m.Id].Tried),
        });
    }

    /// <summary>Erases sealed words whose time is over: of messages that stayed uncertain, since all others lost theirs when they left or ended.</summary>
    public static Task<int> EraseSealed(Session session, DateTimeOffset now, int most) => session.Execute("""
        UPDATE messages
        SET sealed = NULL
        WHERE sealed IS NOT NULL AND (account_id, is_test, id) IN (
            SELECT account_id, is_test, id FROM messages WHERE sealed IS NOT NULL AND valid_until <= @now ORDER BY valid_until LIMIT @most)
        """, new { now = now.ToMicros(), most });

    /// <summary>The names of the queues that somebody waits in, each found by one step in the index.</summary>
    public static Task<List<string>> Queues(Session session) => session.Query<string>("""
        WITH RECURSIVE queues (name) AS (
            SELECT MIN(queue) FROM outbox WHERE lease_token IS NULL
            UNION ALL
            SELECT (SELECT MIN(o.queue) FROM outbox o WHERE o.lease_token IS NULL AND o.queue > q.name)
            FROM queues q
            WHERE q.name IS NOT NULL)
        SELECT name FROM queues WHERE name IS NOT NULL
        """);

    /// <summary>How many messages of a lane are due and unclaimed, counted up to a bound.</summary>
    public static Task<long> Waiting(Session session, string queue, TrafficClass lane, DateTimeOffset now, int most) => session.Number("""
        SELECT COUNT(*)
        FROM (SELECT 1 AS one FROM outbox WHERE queue = @queue AND lane = @lane AND due_at <= @now AND lease_token IS NULL LIMIT @most) AS waiting
        """, new { queue, lane = (long)lane, now = now.ToMicros(), most });

    /// <summary>Takes up to <paramref name="most"/> messages that nobody holds out of a queue; the answer is how many there were.</summary>
    public static async Task<int> TakeBack(Session session, string queue, string reason, int most, DateTimeOffset now)
    {
        var rows = await session.Query<EntryRow>("""
            SELECT message_id, account_id, is_test, attempt
            FROM outbox
            WHERE queue = @queue AND lease_token IS NULL
            LIMIT @most
            """, new { queue, most });
        await MessageRows.TakeBack(session, rows.ConvertAll(r => new MessageKey(r.AccountId, r.IsTest, r.MessageId)), now, reason);
        return rows.Count;
    }

    /// <summary>Leases that ran out: their workers died, and may have sent before.</summary>
    public static async Task<List<Lease>> Expired(Session session, DateTimeOffset now, int most)
    {
        var rows = await session.Query<EntryRow>("""
            SELECT message_id, account_id, is_test, attempt, lease_token
            FROM outbox
            WHERE due_at <= @now AND lease_token IS NOT NULL
            ORDER BY due_at
            LIMIT @most
            """, new { now = now.ToMicros(), most });
        return rows.ConvertAll(r => new Lease(r.MessageId, r.AccountId, r.IsTest, r.Attempt, r.LeaseToken ?? ""));
    }

    /// <summary>Claims messages among the longest due whose validity is over, where no link claims them; what is claimed is looked at by who sends it.</summary>
    public static async Task<List<Lease>> ClaimOverdue(Session session, long world, int most, string token, DateTimeOffset now, DateTimeOffset until)
    {
        // One message at a time: joined, with the statistics of a young table, the planner read all messages for it.
        // Only what is overdue is locked: a claim that skipped the others meanwhile would take the queue for empty.
        var rows = await session.Query<EntryRow>($"""
            WITH oldest AS MATERIALIZED (
                SELECT message_id, account_id
                FROM outbox
                WHERE is_test = @world AND due_at <= @waiting AND lease_token IS NULL
                ORDER BY due_at
                LIMIT @most),
            overdue AS MATERIALIZED (
                SELECT message_id
                FROM outbox
                WHERE lease_token IS NULL AND message_id IN (
                    SELECT o.message_id
                    FROM oldest o
                    WHERE (SELECT m.valid_until FROM messages m WHERE m.account_id = o.account_id AND m.is_test = @world AND m.id = o.message_id) <= @now)
                {session.Dialect.SkipLocked})
            UPDATE outbox
            SET lease_token = @token, due_at = @until
            WHERE message_id IN (SELECT message_id FROM overdue)
            RETURNING message_id, account_id, attempt
            """, new { world, now = now.ToMicros(), waiting = (now - Unclaimed).ToMicros(), most, token, until = until.ToMicros() });
        return rows.ConvertAll(r => new Lease(r.MessageId, r.AccountId, world, r.Attempt, token));
    }

    /// <summary>Gives up to <paramref name="most"/> messages that are due a lease that is over, so that the next sweep ends them as uncertain: in a restored store they may have been sent since the backup.</summary>
    public static Task<int> EndRestored(Session session, DateTimeOffset now, int most) => session.Execute("""
        UPDATE outbox
        SET lease_token = @token
        WHERE message_id IN (
            SELECT message_id
            FROM outbox
            WHERE is_test IN (0, 1) AND due_at <= @now AND lease_token IS NULL
            LIMIT @most)
        """, new { token = Ids.New(RestoredToken, now), now = now.ToMicros(), most });

    /// <summary>Why nobody knows whether a message left whose lease ran out.</summary>
    public static string WhyUncertain(Lease lease) => lease.Token.StartsWith(RestoredToken, StringComparison.Ordinal)
        ? "the store was restored from a backup, and it may have been sent since that was taken"
        : "the worker that was sending it died";

    private sealed class EntryRow
    {
        public string MessageId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public long Attempt { get; init; }
        public string? LeaseToken { get; init; }
        public string? Route { get; init; }
        public string? Tried { get; init; }
    }
}
