using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

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

    /// <summary>Forgets how a carrier was doing: it is another one now.</summary>
    public void Forget(string provider) => _health.TryRemove(provider, out _);

    /// <summary>What this node says of a carrier to all others.</summary>
    public CarrierReport Report(string id, ILink link)
    {
        var (state, health) = (StateOf(link), Of(link.Name));
        var shown = !link.IsUp ? LinkStates.Down : health.IsOpen ? LinkStates.Failing : state == CarrierState.Slow ? LinkStates.Slow : LinkStates.Up;
        var fault = health.LastFault;
        return new(id, state)
        {
            Link = shown,
            Says = link.State,
            Since = health.Since(shown).ToMicros(),
            Fault = fault?.Words,
            FaultAt = fault?.At.ToMicros(),
        };
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
