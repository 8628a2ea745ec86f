using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Delivery;

/// <summary>The settings of routing, section "Routing".</summary>
public sealed class RoutingOptions
{
    /// <summary>For trying out: live messages go to the built-in simulator as long as no provider is set up.</summary>
    public bool LiveToSimulator { get; init; }

    /// <summary>How long a message that is due waits for a carrier that is down before another one gets it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FailoverAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>So many failed sends within half a minute, and at least the share, open a carrier's circuit.</summary>
    [Range(1, 10_000)]
    public int CircuitFailures { get; init; } = 10;

    /// <summary>The share of sends that must have failed for the circuit to open, 0.1 to 1.</summary>
    [Range(0.1, 1)]
    public double CircuitShare { get; init; } = 0.5;

    /// <summary>How long a circuit stays open at first, before one message tries it; twice as long after each try that fails, 5 minutes at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CircuitOpen { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When half of a carrier's last receipts took this long, others are preferred.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SlowReceipts { get; init; } = TimeSpan.FromMinutes(1);
}
