using SendApi.Core.Sending;

namespace SendApi.Server.WhatsApp;

/// <summary>What speaks to Meta for the cloud sessions of one world.</summary>
/// <param name="Prover">The same without a place to call: for credentials of which it is only asked whether Meta takes them.</param>
public sealed record CloudSide(ISessionGateway Gateway, ISessionGateway Prover, CloudTemplates Templates);

/// <summary>The templates of a session's business account, at Meta. What Meta refuses is thrown as a <see cref="Core.Refusal"/>, what cannot be reached as a <see cref="GatewayFault"/>.</summary>
public sealed record CloudTemplates(
    Func<string, CancellationToken, Task<IReadOnlyList<CloudTemplate>>> All,
    Func<string, CloudTemplate, CancellationToken, Task<CloudTemplate>> Add,
    Func<string, CloudTemplate, CancellationToken, Task> Remove);

/// <summary>Verifies and reads Meta's calls: the handshake of a callback address, and what it tells of a session.</summary>
public sealed record CloudReader(
    Func<string?, string?, string?, string, string?> Challenge,
    Func<string, string, CloudAccess, IReadOnlyDictionary<string, string>, ReadOnlyMemory<byte>, GatewayReading> Read);
