using System.Net;
using System.Net.Sockets;
using SendApi.Core;
using SendApi.Core.Net;
using SendApi.Core.Sending;

namespace SendApi.Server.Outbound;

/// <summary>The settings of calls to addresses that customers give, section "Outbound".</summary>
public sealed class OutboundOptions
{
    /// <summary>This machine, for developers whose receiver runs beside the server.</summary>
    public static readonly IReadOnlyList<string> Loopback = ["127.0.0.0/8", "::1/128"];

    /// <summary>The inside networks that such calls may reach all the same, in CIDR form.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>The name server to ask, as <c>address:port</c>. Without it names are looked up as the system does.</summary>
    public string? NameServer { get; init; }

    /// <summary>Refuses a value of the wrong form by its name, as <see cref="InvalidSetting"/>.</summary>
    public static void Check(IConfiguration section)
    {
        // A text where a list belongs is passed over by the binder.
        if (!string.IsNullOrEmpty(section[nameof(AllowedNetworks)]))
            throw Wrong(nameof(AllowedNetworks), "it is a list. In the environment its first entry is SENDAPI_Outbound__AllowedNetworks__0.");

        var options = section.Get<OutboundOptions>();
        options?.Forbidden();
        options?.Server();
    }

    /// <summary>What these settings leave forbidden.</summary>
    public ForbiddenNetworks Forbidden() => new([.. AllowedNetworks.Select(Network)]);

    /// <summary>Where the name server is, or null.</summary>
    public IPEndPoint? Server()
    {
        if (string.IsNullOrEmpty(NameServer))
            return null;

        // The library also reads an address without its port, and shortened addresses.
        return IPEndPoint.TryParse(NameServer, out var server) && server.Port > 0
            && (server.AddressFamily == AddressFamily.InterNetworkV6 ? NameServer[0] == '[' : server.ToString() == NameServer)
                ? server
                : throw Wrong(nameof(NameServer), $"'{NameServer}' is not an address and a port, such as 192.0.2.53:53 or [2001:db8::53]:53.");
    }

    private static IPNetwork Network(string text) =>
        SourceNetworks.Read(text, out var network) is { } wrong ? throw Wrong(nameof(AllowedNetworks), wrong) : network;

    private static InvalidSetting Wrong(string name, string why) => new(name, $"The setting Outbound:{name} is wrong: {why}");
}
