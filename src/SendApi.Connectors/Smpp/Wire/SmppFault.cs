namespace SendApi.Connectors.Smpp.Wire;

/// <summary>The other side broke the protocol in a way after which the byte stream cannot be trusted: the link must close.</summary>
public sealed class SmppFault(string message) : Exception(message);
