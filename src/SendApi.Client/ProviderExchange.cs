namespace SendApi.Client;

/// <summary>What the server and a provider said to each other once, as it travelled, without credentials, the recipient and the words.</summary>
public sealed record ProviderExchange
{
    /// <summary>What was sent to the provider; null for what the provider sent by itself, such as a receipt.</summary>
    public string? Sent { get; init; }

    /// <summary>What the provider sent; null where nothing came.</summary>
    public string? Received { get; init; }
}
