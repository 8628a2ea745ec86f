using SendApi.Core.Sending;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The links this node sends through just now: one to the simulator for test keys, one to the default provider for live keys.</summary>
public sealed class Links(WorkGate gate)
{
    private ISmsSender?[] _senders = [null, null];

    /// <summary>Signals when a link came or went.</summary>
    public Wake Changed { get; } = new();

    /// <summary>The link that live (0) or test (1) messages may take now; null while there is none, and while this node takes no work.</summary>
    public ISmsSender? For(long world) => gate.IsOpen ? In(world) : null;

    /// <summary>The link that stands, whether or not it is given anything.</summary>
    public ISmsSender? In(long world) => Volatile.Read(ref _senders)[world];

    /// <summary>Puts a link in place and gives back the one that was there.</summary>
    public ISmsSender? Replace(long world, ISmsSender? sender)
    {
        while (true)
        {
            var before = Volatile.Read(ref _senders);
            ISmsSender?[] after = [.. before];
            after[world] = sender;
            if (Interlocked.CompareExchange(ref _senders, after, before) != before)
                continue;
            Changed.Signal();
            return before[world];
        }
    }
}
