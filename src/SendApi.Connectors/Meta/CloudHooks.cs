using SendApi.Core.Sending;

namespace SendApi.Connectors.Meta;

/// <summary>Verifies and reads the calls that Meta makes to us. Pure.</summary>
public static class CloudHooks
{
    /// <summary>What the handshake of a callback address is answered with; null refuses it.</summary>
    public static string? Challenge(string? mode, string? token, string? challenge, string expectedToken) => throw new NotImplementedException();

    /// <param name="gateway">The name that receipts are known by.</param>
    /// <param name="session">Whose address was called.</param>
    /// <param name="access">Of that session: what the call tells of other numbers and other business accounts is no news of it.</param>
    public static GatewayReading Read(string gateway, string session, CloudAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        throw new NotImplementedException();
}
