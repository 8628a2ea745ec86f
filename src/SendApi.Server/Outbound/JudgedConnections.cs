using System.Net;
using System.Net.Sockets;
using SendApi.Core.Net;

namespace SendApi.Server.Outbound;

/// <summary>Opens the connections of calls: one look-up, each answer of it judged, and a connection to nothing else.</summary>
/// <remarks>A name that is looked up once to be judged and once more to be connected to can answer differently the second time.</remarks>
public sealed class JudgedConnections(NameLookup names, ForbiddenNetworks forbidden, TimeProvider clock)
{
    /// <summary>How long one address may take while another is left to try.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = Judge(endPoint.Host, await names.Addresses(endPoint.Host.TrimEnd('.'), ct));
        if (context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp && !addresses.All(IPAddress.IsLoopback))
            throw new ForbiddenHost("Plain http is only for a receiver on the server's own machine.");

        return new NetworkStream(await Connect(addresses, endPoint.Port, ct), ownsSocket: true);
    }

    private IReadOnlyList<IPAddress> Judge(string host, IReadOnlyList<IPAddress> addresses)
    {
        // The names of this machine stand for both families, and an operator may have allowed one of them.
        if (OutboundUrl.IsLocal(host) && addresses.Where(a => forbidden.Why(a) is null).ToList() is { Count: > 0 } local)
            return local;

        foreach (var address in addresses)
            if (forbidden.Why(address) is { } why)
                throw new ForbiddenHost($"The host {host} is or leads to {why}, and calls go to the internet only.");
        return addresses;
    }

    private async Task<Socket> Connect(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            var isLast = i == addresses.Count - 1;
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var patience = new CancellationTokenSource(isLast ? Timeout.InfiniteTimeSpan : Patience, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), both.Token);
                return socket;
            }
            catch (Exception fault)
            {
                socket.Dispose();
                if (isLast || ct.IsCancellationRequested || fault is not (SocketException or OperationCanceledException))
                    throw;
            }
        }
    }
}

/// <summary>Carries a judgement out of the opening of a connection, past the HTTP handler, to the call.</summary>
public sealed class ForbiddenHost(string message) : Exception(message);
