using System.Net.Security;
using System.Net.Sockets;

namespace SendApi.Server.Outbound;

/// <summary>Says in a sentence what the other side did, from the exception that it caused.</summary>
internal static class OutboundFaults
{
    /// <summary>What the platform found wrong with a certificate, so that it can be told from every other fault of a handshake.</summary>
    public static bool Trusts(SslPolicyErrors found) => found switch
    {
        SslPolicyErrors.None => true,
        SslPolicyErrors.RemoteCertificateNameMismatch => throw new UntrustedCertificate("The certificate of the host is for another name."),
        _ => throw new UntrustedCertificate("The certificate of the host is not trusted."),
    };

    /// <summary>Null for an exception that the other side cannot have caused.</summary>
    public static string? Sentence(Exception fault) => fault switch
    {
        HttpRequestException http when http.GetBaseException() is UntrustedCertificate untrusted => untrusted.Message,
        HttpRequestException http when http.GetBaseException() is SocketException socket => OfSocket(socket.SocketErrorCode),
        HttpRequestException http => OfHttp(http.HttpRequestError),
        HttpIOException io => OfHttp(io.HttpRequestError),
        IOException io when io.GetBaseException() is SocketException socket => OfSocket(socket.SocketErrorCode),
        IOException => OfHttp(HttpRequestError.ResponseEnded),
        _ => null,
    };

    private static string OfHttp(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "The name of the host is not known.",
        HttpRequestError.SecureConnectionError => "No secure connection could be agreed on with the host.",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError => "What the host answered is not HTTP/1.1.",
        HttpRequestError.ConfigurationLimitExceeded => "The headers of the answer are too long.",
        HttpRequestError.ResponseEnded => "The host closed the connection before its answer was complete.",
        _ => "The connection to the host broke.",
    };

    private static string OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData => "The name of the host is not known.",
        SocketError.TryAgain or SocketError.NoRecovery => "The name of the host could not be looked up.",
        SocketError.ConnectionRefused => "The host refused the connection.",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "The host reset the connection.",
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable => "The host cannot be reached.",
        _ => "The connection to the host broke.",
    };
}

/// <summary>Carries the verdict on a certificate out of the handshake.</summary>
public sealed class UntrustedCertificate(string message) : Exception(message);
