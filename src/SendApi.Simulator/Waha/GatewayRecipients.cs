namespace SendApi.Simulator.Waha;

/// <summary>What becomes of a simulated WhatsApp message.</summary>
public enum GatewayFate
{
    /// <summary>It is delivered, and read.</summary>
    Read,
    /// <summary>It is delivered and never opened.</summary>
    Delivered,
    /// <summary>The gateway takes it and then reports that it failed.</summary>
    Failed,
    /// <summary>The gateway refuses it at once.</summary>
    Refused,
    /// <summary>It is sent, and nothing more is heard of it.</summary>
    Silent,
    /// <summary>The connection breaks in the middle of the send.</summary>
    Broken,
}

/// <summary>The recipients that decide it, by the last digits of their number: those of texts, where the outcome is the same.</summary>
public static class GatewayRecipients
{
    private static readonly IReadOnlyList<(string Suffix, GatewayFate Fate)> All =
    [
        ("001", GatewayFate.Failed), ("002", GatewayFate.Refused), ("004", GatewayFate.Silent), ("006", GatewayFate.Read), ("007", GatewayFate.Broken),
    ];

    public static GatewayFate Of(string digits) => All.FirstOrDefault(r => digits.EndsWith(r.Suffix, StringComparison.Ordinal)) is { Suffix: not null } found ? found.Fate : GatewayFate.Delivered;

    /// <summary>The acks that the gateway tells of, by number and word.</summary>
    public static IReadOnlyList<(int Ack, string Word)> Acks(GatewayFate fate) => fate switch
    {
        GatewayFate.Read => [(1, "SERVER"), (2, "DEVICE"), (3, "READ")],
        GatewayFate.Delivered => [(1, "SERVER"), (2, "DEVICE")],
        GatewayFate.Failed => [(-1, "ERROR")],
        GatewayFate.Silent => [(1, "SERVER")],
        _ => [],
    };
}
