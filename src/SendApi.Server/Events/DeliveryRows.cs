using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>A delivery as it is stored.</summary>
public sealed class DeliveryRow
{
    public string AccountId { get; init; } = "";
    public long IsTest { get; init; }
    public string Id { get; init; } = "";
    public string WebhookId { get; init; } = "";
    public string EventId { get; init; } = "";
    public string Type { get; init; } = "";
    public string Subject { get; init; } = "";
    public string? Url { get; init; }
    public long Status { get; init; }
    public long Attempts { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    public long? NextAttemptAt { get; init; }
    public string Log { get; init; } = "";

    /// <summary>Whether it is the callback of a single message and no webhook's.</summary>
    public bool IsCallback => LaneNames.IsCallback(WebhookId);

    /// <summary>The webhook as the API names it: the lane of callbacks is nobody's business.</summary>
    public string ShownWebhook => IsCallback ? "callback" : WebhookId;

    public DeliveryStatus ShownStatus => (DeliveryStatus)Status;

    /// <summary>What was called and what came back, the first attempt first.</summary>
    public List<AttemptLine> Lines => ApiJson.Read<List<AttemptLine>>($"[{Log}]");
}

/// <summary>Reads deliveries of one account and one world.</summary>
public static class DeliveryRows
{
    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    private const string Columns = "account_id, is_test, id, webhook_id, event_id, type, subject, url, status, attempts, created_at, updated_at, next_attempt_at, log";

    /// <summary>The columns of a delivery that was not tried yet: it stands only in the queue.</summary>
    private const string Untried = "q.account_id, q.is_test, q.id, q.webhook_id, q.event_id, q.type, q.subject, q.url, 0 AS status, 0 AS attempts, q.created_at, q.created_at AS updated_at, q.due_at AS next_attempt_at, '' AS log";

    /// <summary>The delivery, or null.</summary>
    public static async Task<DeliveryRow?> Find(Session session, string account, long world, string id) =>
        await session.First<DeliveryRow>($"SELECT {Columns} FROM webhook_deliveries WHERE account_id = @account AND is_test = @world AND id = @id", new { account, world, id })
        ?? await session.First<DeliveryRow>($"SELECT {Untried} FROM webhook_queue q WHERE q.id = @id AND q.account_id = @account AND q.is_test = @world", new { account, world, id });

    /// <summary>The body that is delivered, or null when the event is kept no longer.</summary>
    public static async Task<byte[]?> Body(Session session, DeliveryRow delivery)
    {
        var found = await session.First<EventRow>("""
            SELECT type, at, data
            FROM events
            WHERE account_id = @AccountId AND is_test = @IsTest AND id = @EventId
            """, new { delivery.AccountId, delivery.IsTest, delivery.EventId });
        return found is null ? null : EventBody.Of(delivery.EventId, found.Type, Times.FromMicros(found.At), found.Data);
    }

    /// <summary>The deliveries that tell of one message and were tried, oldest first, a hundred at most.</summary>
    public static Task<List<DeliveryRow>> About(Session session, string account, string subject) => session.Query<DeliveryRow>($"""
        SELECT {Columns}
        FROM webhook_deliveries
        WHERE subject = @subject AND account_id = @account
        ORDER BY id
        LIMIT 100
        """, new { account, subject });

    /// <summary>A page of a webhook's deliveries, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows.</summary>
    public static Task<List<DeliveryRow>> List(Session session, string webhook, DeliveryStatus? status, string? cursor, (int Skip, int Take) page) => session.Query<DeliveryRow>(
        string.Join(" UNION ALL ", Parts(status).Select(part => $"SELECT * FROM (SELECT {part} ORDER BY id DESC LIMIT @reach) p")) + " ORDER BY id DESC LIMIT @take OFFSET @skip",
        new { webhook, before = cursor ?? Core.Ids.Delivery + "~", skip = page.Skip, take = page.Take, reach = page.Skip + page.Take });

    /// <summary>How many there are, or null beyond <see cref="CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, string webhook, DeliveryStatus? status)
    {
        long count = 0;
        foreach (var part in Parts(status))
            count += await session.Number($"SELECT COUNT(*) FROM (SELECT {part} LIMIT {CountedUpTo + 1}) AS counted", new { webhook, before = Core.Ids.Delivery + "~" });
        return count > CountedUpTo ? null : count;
    }

    /// <summary>Where deliveries of a status stand: among those that were tried, in the queue, or in both.</summary>
    private static IEnumerable<string> Parts(DeliveryStatus? status)
    {
        const string Mine = "webhook_id = @webhook AND id < @before", Joined = "d.account_id = q.account_id AND d.is_test = q.is_test AND d.id = q.id";
        if (status is DeliveryStatus.Pending)
            yield return $"d.* FROM webhook_queue q JOIN webhook_deliveries d ON {Joined} WHERE q.webhook_id = @webhook AND q.id < @before AND d.status = 0";
        else if (status is { } wanted)
            // The numbers stand in the text, so that the planner sees that the index of what went wrong fits.
            yield return $"{Columns} FROM webhook_deliveries WHERE {Mine} AND status = {(long)wanted}{(wanted >= DeliveryStatus.Failed ? " AND status >= 20" : "")}";
        else
            yield return $"{Columns} FROM webhook_deliveries WHERE {Mine}";
        if (status is null or DeliveryStatus.Pending)
            yield return $"{Untried} FROM webhook_queue q WHERE q.webhook_id = @webhook AND q.id < @before AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE {Joined})";
    }

    private sealed class EventRow
    {
        public string Type { get; init; } = "";
        public long At { get; init; }
        public string Data { get; init; } = "";
    }
}
