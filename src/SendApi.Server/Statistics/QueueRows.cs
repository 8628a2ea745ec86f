using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>How an entry of the queue stands by itself, whatever its link does.</summary>
internal enum EntryState { Scheduled = 1, Leased = 2, Retry = 3, Later = 4, Due = 5 }

/// <summary>Entries of one queue that stand alike.</summary>
internal sealed class QueuedRow
{
    public string Queue { get; init; } = "";
    public long State { get; init; }
    public long Messages { get; init; }
    public long OldestAt { get; init; }
    public long DueAt { get; init; }
}

/// <summary>What a session says of its queue.</summary>
internal sealed class QueueSession
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public long Status { get; init; }
    public long? LastSeenAt { get; init; }
    public long? RestsUntil { get; init; }
    public long? PacedUntil { get; init; }

    public bool IsConnected(DateTimeOffset now) => SessionStatuses.Shown((SessionStatus)Status, Times.FromMicros(LastSeenAt), Kind == "cloud", now) == SessionStatus.Connected;
}

/// <summary>Counts what of an account and a world is in the queue, within bounds: of the texts and of the WhatsApp messages the newest entries are looked through.</summary>
internal static class QueueRows
{
    private static readonly string[] Prefixes = [Ids.Sms, Ids.WhatsApp];

    public static async Task<(List<QueuedRow> Rows, bool AtLeast)> Count(Session session, (string Account, long World) whose, StatisticsBounds bounds, DateTimeOffset now)
    {
        var (rows, atLeast, left) = (new List<QueuedRow>(), false, (long)bounds.Waiting);
        foreach (var prefix in Prefixes)
        {
            var values = new { account = whose.Account, world = whose.World, after = prefix, before = prefix + "~", now = now.ToMicros(), left, looked = bounds.Queued };
            // Joined with the entries' own account: a value would let PostgreSQL's planner read all messages of the account for each entry, when it does not know yet how many there are.
            var some = await session.Query<QueuedRow>("""
                SELECT w.queue, CASE WHEN m.send_at > @now THEN 1 WHEN w.lease_token IS NOT NULL THEN 2 WHEN w.due_at <= @now THEN 5 WHEN w.attempt > 0 THEN 3 ELSE 4 END AS state,
                    COUNT(*) AS messages, MIN(m.created_at) AS oldest_at, MIN(w.due_at) AS due_at
                FROM (
                    SELECT o.queue, o.message_id, o.account_id, o.is_test, o.due_at, o.attempt, o.lease_token
                    FROM (
                        SELECT queue, message_id, account_id, is_test, due_at, attempt, lease_token
                        FROM outbox
                        WHERE message_id >= @after AND message_id < @before
                        ORDER BY message_id DESC
                        LIMIT @looked) AS o
                    WHERE o.account_id = @account AND o.is_test = @world
                    LIMIT @left) AS w
                JOIN messages m ON m.account_id = w.account_id AND m.is_test = w.is_test AND m.id = w.message_id
                GROUP BY 1, 2
                """, values);
            rows.AddRange(some);
            left -= some.Sum(r => r.Messages);
            atLeast |= left <= 0 || await session.Number("""
                SELECT COUNT(*)
                FROM (SELECT 1 AS one FROM outbox WHERE message_id >= @after AND message_id < @before LIMIT @looked) AS looked
                """, values) >= bounds.Queued;
            if (left <= 0)
                break;
        }

        return (rows, atLeast);
    }

    public static Task<List<QueueSession>> Sessions(Session session, IReadOnlyList<string> ids) => ids.Count == 0
        ? Task.FromResult(new List<QueueSession>())
        : session.Query<QueueSession>($"SELECT id, kind, status, last_seen_at, rests_until, paced_until FROM whatsapp_sessions WHERE {session.Dialect.In("id", "ids")}", new { ids = ids.ToArray() });
}
