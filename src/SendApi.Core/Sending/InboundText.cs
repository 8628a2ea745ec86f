namespace SendApi.Core.Sending;

/// <summary>A text, or one part of a long one, that somebody sent to a number or a short code of ours.</summary>
/// <param name="Provider">The name of the provider that brought it.</param>
/// <param name="ProviderId">The provider's own id of it, where it has one: what comes twice under one id is one text.</param>
/// <param name="From">Who wrote it, as the provider spells it.</param>
/// <param name="To">The number or short code it was sent to, as the provider spells it.</param>
/// <param name="Part">Its place in a long text; null for a text that is whole.</param>
public sealed record InboundText(string Provider, string? ProviderId, string From, string To, string Content, InboundPart? Part);

/// <summary>The place of a part in a long text.</summary>
/// <param name="Reference">The same for all parts of one text from one phone.</param>
/// <param name="Number">From 1 to <paramref name="Total"/>.</param>
public sealed record InboundPart(int Reference, int Total, int Number);

/// <summary>Writes an inbound text down. The task ends when it is durable: only then may the connector confirm it to the provider.</summary>
public delegate Task InboundSink(InboundText text, CancellationToken ct);

/// <summary>Where a connector brings what it hears from its provider.</summary>
public sealed record CarrierSinks(ReceiptSink Receipts, InboundSink Inbound);
