namespace SendApi.Core.Sending;

/// <summary>What a receipt says became of a message.</summary>
public enum ReceiptState
{
    /// <summary>On its way (ENROUTE, ACCEPTED): changes nothing, stands in the timeline.</summary>
    Underway,
    Delivered,
    /// <summary>The network gave up: expired, deleted, undeliverable.</summary>
    Undelivered,
    /// <summary>The network refused it.</summary>
    Rejected,
    /// <summary>The network says it does not know (UNKNOWN).</summary>
    Unknown,
    /// <summary>The person opened it.</summary>
    Read,
}

/// <summary>One delivery receipt as a connector read it.</summary>
/// <param name="Provider">The name of the provider it came from.</param>
/// <param name="ProviderId">The id of the part it speaks of, in the provider's spelling.</param>
/// <param name="ErrorCode">The network's error, when it gave one.</param>
/// <param name="DoneAt">When the network says it happened.</param>
/// <param name="Raw">The state word as received, such as DELIVRD.</param>
public sealed record Receipt(string Provider, string ProviderId, ReceiptState State, string? ErrorCode, DateTimeOffset? DoneAt, string Raw)
{
    /// <summary>The receipt as it came over the wire; null where that was not kept.</summary>
    public Exchange? Exchange { get; init; }
}

/// <summary>Writes a receipt down. The task ends when it is durable: only then may the connector confirm it to the provider.</summary>
public delegate Task ReceiptSink(Receipt receipt, CancellationToken ct);
