using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>A step on the way to a bound link that failed, and whether the carrier itself said no.</summary>
internal sealed class BindFailed(string step, string why, bool refused = false) : Exception($"{step}: {why}")
{
    public bool Refused { get; } = refused;
}

/// <summary>Opens connections and binds them; throws <see cref="BindFailed"/> with the step that failed.</summary>
internal sealed class SmppDialer(SmppOptions options, SmppSurroundings around)
{
    /// <summary>Connects by TCP, and by TLS where that is on, with the certificate checked as the system does.</summary>
    public async Task<Stream> Connect(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.ResponseTimeout, around.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return options.Tls ? await Encrypt(plain, either.Token) : plain;
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            socket.Dispose();
            ct.ThrowIfCancellationRequested();
            throw new BindFailed("connecting", Words(fault));
        }
    }

    /// <summary>Binds a fresh session and gives the name the carrier calls itself by.</summary>
    public async Task<string> Bind(SmppSession session, SmppCommand command, CancellationToken ct)
    {
        var answer = await session.Request(command, new PduBody.Bind(options.SystemId, options.Password, options.SystemType)).WaitAsync(ct);
        return answer switch
        {
            SmppAnswer.Given { Pdu: { Status: SmppStatus.ESME_ROK } pdu } when pdu.Command == command.Answer() =>
                (pdu.Body as PduBody.BindAnswer)?.SystemId ?? "",
            SmppAnswer.Given { Pdu: var pdu } => throw new BindFailed("bind refused", SmppErrors.Of(pdu.Status).ToString(), refused: true),
            SmppAnswer.None none => throw new BindFailed("connecting", none.Why),
            SmppAnswer.NotSent notSent => throw new BindFailed("connecting", notSent.Why),
            _ => throw new InvalidOperationException($"{answer} is no answer we know."),
        };
    }

    private async Task<Stream> Encrypt(NetworkStream plain, CancellationToken ct)
    {
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.TlsServerName ?? options.Host }, ct);
            return encrypted;
        }
        catch (AuthenticationException)
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    private string Words(Exception fault) => fault switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            $"the name '{options.Host}' is not known",
        OperationCanceledException => $"no answer within {options.ResponseTimeout.TotalSeconds:0} seconds",
        AuthenticationException => $"TLS failed: {fault.Message}",
        _ => fault.Message,
    };
}
