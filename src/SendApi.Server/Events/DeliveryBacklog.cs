using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>How many webhook calls wait, all endpoints together, counted up to a bound.</summary>
public static class DeliveryBacklog
{
    /// <summary>The count, and when the longest waiting one was made.</summary>
    public static async Task<(long Waiting, DateTimeOffset? Oldest)> Of(Session session, int most)
    {
        var waiting = await session.Number("SELECT COUNT(*) FROM (SELECT 1 AS one FROM webhook_queue LIMIT @most) AS counted", new { most });
        return (waiting, waiting == 0 ? null : Times.FromMicros(await session.Number("SELECT created_at FROM webhook_queue ORDER BY place LIMIT 1")));
    }
}
