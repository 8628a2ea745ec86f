using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SendApi.Core.Sending;

namespace SendApi.Server.Delivery;

/// <summary>What this node sees of each carrier, by the provider's name.</summary>
public sealed class Carriers(IOptions<RoutingOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, CarrierHealth> _health = [];

    /// <summary>One for each provider there ever was since this node started.</summary>
    public CarrierHealth Of(string provider) => _health.GetOrAdd(provider, _ => new CarrierHealth(options.Value, clock));

    /// <summary>The state of a link and its carrier.</summary>
    public CarrierState StateOf(ILink link)
    {
        var health = Of(link.Name);
        return health.IsAway(link.IsUp) || health.IsOpen ? CarrierState.Down : health.IsSlow ? CarrierState.Slow : CarrierState.Up;
    }

    /// <summary>Why the carrier is not chosen, for a timeline.</summary>
    public static string Words(CarrierState state) => state switch
    {
        CarrierState.Down => "is down",
        CarrierState.Slow => "is slow",
        CarrierState.Unknown => "has no link",
        _ => "is up",
    };
}
