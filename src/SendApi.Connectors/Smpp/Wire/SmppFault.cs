namespace SendApi.Connectors.Smpp.Wire;

/// <summary>The other side broke the protocol in a way after which the byte stream cannot be trusted: the link must close.</summary>
public sealed class SmppFault(string message) : Exception(message)
{
    /// <summary>What the other side is told before the link closes (generic_nack, SMPP Protocol Specification v3.4, section 4.3); null where it is not told.</summary>
    public SmppStatus? Nack { get; init; }
}
