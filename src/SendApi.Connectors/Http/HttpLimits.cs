using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>How much a provider over HTTP is given at once, and how long it may take; the settings that all of them share.</summary>
public sealed record HttpLimits(int Window, int PerSecond, TimeSpan Timeout)
{
    /// <summary>The settings that stand last in each description.</summary>
    internal static readonly IReadOnlyList<ConnectorSetting> Settings =
    [
        new("default_sender", "The sender of messages that name none."),
        new("window", "How many requests may wait for an answer, 1 to 200.", Default: "20"),
        new("throttle_per_second", "The most requests a second the provider allows; 0 for no limit of ours.", Default: "0"),
        new("timeout_seconds", "How long an answer may take, 1 to 120.", Default: "20"),
    ];

    internal static HttpLimits Parse(SettingReader read) => new(
        read.Number("window", 20, 1, 200), read.Number("throttle_per_second", 0, 0, 100_000), TimeSpan.FromSeconds(read.Number("timeout_seconds", 20, 1, 120)));
}
