namespace SendApi.Server.Statistics;

/// <summary>How far the overview looks, so that it costs the same however much there is.</summary>
public sealed record StatisticsBounds
{
    /// <summary>So many of the newest messages are counted for one answer.</summary>
    public int Messages { get; init; } = 200_000;

    /// <summary>So many messages that wait are counted.</summary>
    public int Waiting { get; init; } = 10_000;

    /// <summary>So many entries of the queue are looked through, whoever's they are: of texts, and of WhatsApp messages.</summary>
    public int Queued { get; init; } = 100_000;
}
