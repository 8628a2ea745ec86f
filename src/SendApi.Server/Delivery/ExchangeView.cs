using System.ComponentModel;

namespace SendApi.Server.Delivery;

/// <summary>What we and a provider said to each other once.</summary>
public sealed record ExchangeView
{
    [Description("What was sent to the provider, without credentials, the recipient and the words; left out of what the provider sent by itself.")]
    public string? Sent { get; init; }

    [Description("What the provider sent; left out where nothing came.")]
    public string? Received { get; init; }

    /// <summary>Null where nothing is kept.</summary>
    public static IReadOnlyList<ExchangeView>? Of(EventRow row) => row.Exchanges is { } exchanges ? ApiJson.Read<List<ExchangeView>>(exchanges) : null;
}
