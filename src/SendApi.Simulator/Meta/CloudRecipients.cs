using System.Globalization;
using SendApi.Simulator.Waha;

namespace SendApi.Simulator.Meta;

/// <summary>The recipients that decide what becomes of a message: those of the simulated gateway, and two for what only Meta's API knows.</summary>
public static class CloudRecipients
{
    /// <summary>Meta refuses the first try with its rate, and takes the second.</summary>
    public const string LimitedOnce = "003";

    /// <summary>The person has not written for 24 hours: Meta takes templates only.</summary>
    public const string OutsideWindow = "010";

    internal const string Failed = "failed";

    internal const int Undeliverable = 131026;

    /// <summary>What the API tells of a message, in its words.</summary>
    internal static IEnumerable<string> Words(GatewayFate fate) => GatewayRecipients.Acks(fate).Select(a => a.Word switch
    {
        "SERVER" => "sent",
        "DEVICE" => "delivered",
        "READ" => "read",
        _ => Failed,
    });

    /// <summary>The phone number of a number, always the same: one of those that belong to nobody.</summary>
    internal static string NumberOf(string id) => string.Create(CultureInfo.InvariantCulture, $"+447700900{id.Aggregate(0, (sum, c) => (sum * 31 + c) % 1_000):000}");
}
