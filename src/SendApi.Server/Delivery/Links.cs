using System.Collections.Immutable;
using SendApi.Core.Sending;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The links this node sends through just now, by the queues that they take messages from.</summary>
public sealed class Links(WorkGate gate, Carriers carriers)
{
    private ImmutableDictionary<string, ISmsSender> _links = ImmutableDictionary<string, ISmsSender>.Empty;

    /// <summary>Signals when a link came or went.</summary>
    public Wake Changed { get; } = new();

    /// <summary>All links that stand, whether or not they are given anything.</summary>
    public IReadOnlyDictionary<string, ISmsSender> All => Volatile.Read(ref _links);

    /// <summary>The links that carry live messages.</summary>
    public IEnumerable<KeyValuePair<string, ISmsSender>> Live => All.Where(l => l.Key != Queues.Test);

    /// <summary>The link that messages of a queue may take now; null while there is none, and while this node takes no work.</summary>
    public ISmsSender? For(string queue) => gate.IsOpen ? All.GetValueOrDefault(queue) : null;

    /// <summary>How many messages a link may be given now: none while its carrier fails too often.</summary>
    public int Room(ISmsSender link) => Math.Min(link.Room, carriers.Of(link.Name).Room);

    /// <summary>Puts a link in place and gives back the one that was there.</summary>
    public ISmsSender? Replace(string queue, ISmsSender? link)
    {
        ISmsSender? before = null;
        ImmutableInterlocked.Update(ref _links, links =>
        {
            before = links.GetValueOrDefault(queue);
            return link is null ? links.Remove(queue) : links.SetItem(queue, link);
        });
        Changed.Signal();
        return before;
    }
}
