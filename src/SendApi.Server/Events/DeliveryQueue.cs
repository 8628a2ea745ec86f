using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>A delivery with the right to make it until its lease ends.</summary>
/// <param name="Attempt">Which one this is, from 1.</param>
public sealed record ClaimedDelivery(long Place, string WebhookId, string AccountId, long World, string Id, string EventId, long Attempt, string Token)
{
    public required string Type { get; init; }

    public required string Subject { get; init; }

    /// <summary>Of a callback; a webhook's own is read when it is called.</summary>
    public string? Url { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How an attempt ended, to be written down.</summary>
/// <param name="DueAgain">When it is tried again; null for a delivery that has ended.</param>
internal sealed record FinishedAttempt(ClaimedDelivery Delivery, DeliveryStatus Status, DateTimeOffset At, DateTimeOffset? DueAgain, AttemptLine Line);

/// <summary>The queue of deliveries in the store.</summary>
internal static class DeliveryQueue
{
    private const string Returned = "place, id, account_id, is_test, event_id, type, subject, url, created_at, attempt";

    /// <summary>
    /// Claims up to <paramref name="most"/> due deliveries to one endpoint. An attempt counts when it has ended: a crash uses none up. Of several about one subject only the first is
    /// there to be claimed: so they arrive in order. What a dead worker had claimed is due again when its lease is over.
    /// </summary>
    public static async Task<List<ClaimedDelivery>> Claim(Session session, string webhook, int most, string token, (DateTimeOffset Now, DateTimeOffset Until) span)
    {
        // An expression in place of the column leaves the planner one way to the earlier entry: by its subject. By the endpoint it would read the whole queue for each row.
        var claimed = await session.Query<EntryRow>($"""
            WITH due AS MATERIALIZED (
                SELECT id
                FROM webhook_queue q
                WHERE webhook_id = @webhook AND due_at <= @now AND NOT EXISTS (
                    SELECT 1
                    FROM webhook_queue e
                    WHERE e.subject = q.subject AND e.place < q.place AND e.webhook_id || '' = q.webhook_id)
                ORDER BY due_at
                LIMIT @most
                {session.Dialect.SkipLocked})
            UPDATE webhook_queue
            SET lease_token = @token, due_at = @until
            WHERE id IN (SELECT id FROM due)
            RETURNING {Returned}
            """, new { webhook, now = span.Now.ToMicros(), most, token, until = span.Until.ToMicros() });
        return [.. claimed.OrderBy(c => c.Place).Select(c => c.Claimed(webhook, token))];
    }

    /// <summary>Up to <paramref name="most"/> endpoints behind <paramref name="after"/> that have something in the queue, and when the first of it is due.</summary>
    public static Task<List<WaitingRow>> Waiting(Session session, string after, int most) => session.Query<WaitingRow>("""
        WITH RECURSIVE waiting (webhook_id) AS (
            SELECT MIN(webhook_id) FROM webhook_queue WHERE webhook_id > @after
            UNION ALL
            SELECT (SELECT MIN(q.webhook_id) FROM webhook_queue q WHERE q.webhook_id > waiting.webhook_id) FROM waiting WHERE webhook_id IS NOT NULL)
        SELECT webhook_id, (SELECT MIN(due_at) FROM webhook_queue q WHERE q.webhook_id = waiting.webhook_id) AS due_at
        FROM waiting
        WHERE webhook_id IS NOT NULL
        LIMIT @most
        """, new { after, most });

    /// <summary>Takes up to <paramref name="most"/> deliveries of an endpoint out of the queue for good, also those claimed with this token; those under way elsewhere may still end as they do.</summary>
    public static async Task<int> Cancel(Session session, string webhook, string why, int most, (string Token, DateTimeOffset Now) by)
    {
        var taken = await session.Query<EntryRow>($"""
            WITH taken AS MATERIALIZED (
                SELECT id
                FROM webhook_queue
                WHERE webhook_id = @webhook AND (lease_token IS NULL OR lease_token = @token OR due_at <= @now)
                ORDER BY due_at
                LIMIT @most
                {session.Dialect.SkipLocked})
            DELETE FROM webhook_queue
            WHERE id IN (SELECT id FROM taken)
            RETURNING {Returned}
            """, new { webhook, most, token = by.Token, now = by.Now.ToMicros() });
        var line = new AttemptLine(by.Now.UtcDateTime) { Error = why };
        session.AtCommit(EventStatements.Log, LaneNames.IsListener(webhook) ? [] : taken.ConvertAll(t =>
            new FinishedAttempt(t.Claimed(webhook, ""), DeliveryStatus.Canceled, by.Now, null, line)));
        return taken.Count;
    }

    /// <summary>How many deliveries wait for an endpoint, counted up to <paramref name="most"/>.</summary>
    public static Task<long> Count(Session session, string webhook, long most) =>
        session.Number("SELECT COUNT(*) FROM (SELECT 1 FROM webhook_queue WHERE webhook_id = @webhook LIMIT @most) AS counted", new { webhook, most });

    internal sealed class WaitingRow
    {
        public string WebhookId { get; init; } = "";
        public long DueAt { get; init; }
    }

    private sealed class EntryRow
    {
        public long Place { get; init; }
        public string Id { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string EventId { get; init; } = "";
        public string Type { get; init; } = "";
        public string Subject { get; init; } = "";
        public string? Url { get; init; }
        public long CreatedAt { get; init; }
        public long Attempt { get; init; }

        public ClaimedDelivery Claimed(string webhook, string token) => new(Place, webhook, AccountId, IsTest, Id, EventId, Attempt + 1, token)
        {
            Type = Type,
            Subject = Subject,
            Url = Url,
            CreatedAt = Times.FromMicros(CreatedAt),
        };
    }
}
