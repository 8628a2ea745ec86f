using System.ComponentModel;
using System.Text.Json.Serialization;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Counts what waits to go out, never further than somebody can use: it is asked for while queues are long.</summary>
public static class Backlog
{
    /// <summary>Beyond so many nobody counts.</summary>
    public const int Most = 10_000;

    private static readonly string Lanes = string.Join(", ", Enum.GetValues<TrafficClass>().Select(lane => (long)lane));

    private static readonly string First = string.Join(" UNION ALL ", Enum.GetValues<TrafficClass>()
        .Select(lane => $"SELECT MIN(due_at) AS due_at FROM outbox WHERE queue = @queue AND lane = {(long)lane} AND lease_token IS NULL"));

    /// <summary>What waits in one queue. What is just being sent is not counted.</summary>
    public static async Task<BacklogView> Of(Session session, string queue, DateTimeOffset now)
    {
        var row = await session.First<Row>($"""
            SELECT
                (SELECT COUNT(*) FROM (SELECT 1 AS one FROM outbox WHERE queue = @queue AND lease_token IS NULL LIMIT @most) AS waiting) AS waiting,
                (SELECT COUNT(*) FROM (SELECT 1 AS one FROM outbox WHERE queue = @queue AND lane IN ({Lanes}) AND due_at <= @now AND lease_token IS NULL LIMIT @most) AS due) AS due,
                (SELECT MIN(due_at) FROM ({First}) AS firsts) AS oldest_at
            """, new { queue, now = now.ToMicros(), most = Most + 1 }) ?? new();
        return new BacklogView
        {
            Waiting = Math.Min(row.Waiting, Most),
            Due = Math.Min(row.Due, Most),
            IsAtLeast = row.Waiting > Most,
            OldestAt = row.OldestAt <= now.ToMicros() ? Times.FromMicros(row.OldestAt)?.UtcDateTime : null,
        };
    }

    private sealed class Row
    {
        public long Waiting { get; init; }
        public long Due { get; init; }
        public long? OldestAt { get; init; }
    }
}

/// <summary>How much waits in a queue.</summary>
public sealed record BacklogView
{
    [Description("How many messages wait, those for later with them.")]
    public required long Waiting { get; init; }

    [Description("How many of them could go now.")]
    public required long Due { get; init; }

    [Description("Whether there may be more: nothing is counted beyond 10,000.")]
    public required bool IsAtLeast { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when the longest due one could have gone; null where none is due.")]
    public DateTime? OldestAt { get; init; }
}
