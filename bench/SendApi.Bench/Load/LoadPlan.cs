namespace SendApi.Bench.Load;

/// <summary>One bounded load: it ends with its time or its count, whichever comes first.</summary>
/// <param name="Ports">Of the nodes; connections are shared out among them.</param>
public sealed record LoadPlan(IReadOnlyList<int> Ports, RequestTemplate Request)
{
    public int Connections { get; init; } = 64;

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sends, warm-up included.</summary>
    public long MaxSends { get; init; } = 3_000_000;

    /// <summary>Sends a second at fixed moments; null sends as fast as answers come.</summary>
    public double? SendsPerSecond { get; init; }

    public long FirstSequence { get; init; }

    /// <summary>Where to write when each message was sent and answered, for the join with the SMSC's own times.</summary>
    public string? MarksPath { get; init; }
}
