using System.Collections.Immutable;
using SendApi.Core.Sending;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The links this node sends through just now, by the queues that they take messages from.</summary>
public sealed class Links(WorkGate gate, Carriers carriers)
{
    private ImmutableDictionary<string, ILink> _links = ImmutableDictionary<string, ILink>.Empty;
    private ImmutableDictionary<string, CarrierFault> _faults = ImmutableDictionary<string, CarrierFault>.Empty;

    /// <summary>Signals when a link came or went.</summary>
    public Wake Changed { get; } = new();

    /// <summary>All links that stand, whether or not they are given anything.</summary>
    public IReadOnlyDictionary<string, ILink> All => Volatile.Read(ref _links);

    /// <summary>The links to carriers of live messages.</summary>
    public IEnumerable<KeyValuePair<string, ILink>> Live => All.Where(l => l.Key != Queues.Test && !Queues.IsSession(l.Key));

    /// <summary>Why links that should stand could not be opened here, by their queues.</summary>
    public IReadOnlyDictionary<string, CarrierFault> Faults => Volatile.Read(ref _faults);

    /// <summary>The link that messages of a queue may take now; null while there is none, and while this node takes no work.</summary>
    public ILink? For(string queue) => gate.IsOpen ? All.GetValueOrDefault(queue) : null;

    /// <summary>How many messages a link may be given now: none while its carrier fails too often.</summary>
    public int Room(ILink link) => Math.Min(link.Room, carriers.Of(link.Name).Room);

    /// <summary>Puts a link in place and gives back the one that was there.</summary>
    public ILink? Replace(string queue, ILink? link)
    {
        ILink? before = null;
        ImmutableInterlocked.Update(ref _links, links =>
        {
            before = links.GetValueOrDefault(queue);
            return link is null ? links.Remove(queue) : links.SetItem(queue, link);
        });
        Changed.Signal();
        return before;
    }

    /// <summary>Remembers why a link could not be opened; with null it could be, or is wanted no more.</summary>
    public void Tell(string queue, CarrierFault? fault) =>
        ImmutableInterlocked.Update(ref _faults, faults => fault is null ? faults.Remove(queue) : faults.SetItem(queue, fault));

    /// <summary>Forgets how a carrier was doing: its settings are others now.</summary>
    public void Forget(string provider) => carriers.Forget(provider);
}
