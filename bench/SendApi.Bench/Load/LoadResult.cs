namespace SendApi.Bench.Load;

/// <summary>What a load measured; latencies in milliseconds, counted from due to the answer's last byte.</summary>
public sealed record LoadResult
{
    public required double PerSecond { get; init; }

    /// <summary>Answers in the measured time, whatever their status.</summary>
    public required long Measured { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    public required double Max { get; init; }

    /// <summary>Answers by status, warm-up included.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    /// <summary>Answers of the store's commits, warm-up included, where they were counted.</summary>
    public double? PerCommit { get; init; }

    /// <summary>The head and body of the first answer that had another status than the expected one.</summary>
    public string? FirstUnexpected { get; init; }
}
