using System.Net;
using System.Net.Sockets;
using DnsClient;
using Microsoft.Extensions.Options;

namespace SendApi.Server.Outbound;

/// <summary>Looks a host's addresses up: at the name server of the settings, else as the system does. Nothing is remembered.</summary>
public sealed class NameLookup(IOptions<OutboundOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LookupClient? _server = options.Value.Server() is { } server ? Client(server) : null;

    /// <summary>Every address of the host; a <see cref="SocketException"/> when there is none.</summary>
    public async Task<IReadOnlyList<IPAddress>> Addresses(string host, CancellationToken ct)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        // Such a name is this machine, whatever a name server says of it: RFC 6761 section 6.3.
        if (OutboundUrl.IsLocal(host))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];

        var addresses = _server is null ? await Dns.GetHostAddressesAsync(host, ct) : await Ask(_server, host, ct);
        return addresses.Count > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<IReadOnlyList<IPAddress>> Ask(LookupClient server, string host, CancellationToken ct)
    {
        try
        {
            var (version4, version6) = (server.QueryAsync(host, QueryType.A, QueryClass.IN, ct), server.QueryAsync(host, QueryType.AAAA, QueryClass.IN, ct));
            await Task.WhenAll(version4, version6);
            return [.. (await version4).Answers.AddressRecords().Select(r => r.Address), .. (await version6).Answers.AddressRecords().Select(r => r.Address)];
        }
        catch (DnsResponseException)
        {
            // No answer in time, or one that cannot be read.
            throw new SocketException((int)SocketError.TryAgain);
        }
    }

    private static LookupClient Client(IPEndPoint server) => new(new LookupClientOptions(server)
    {
        UseCache = false,
        Timeout = Patience,
        Retries = 1,
    });
}
