using SendApi.Core.Sending;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The links this node sends through just now: one to the simulator for test keys, one to the default provider for live keys.</summary>
public sealed class Links
{
    private ISmsSender?[] _senders = [null, null];

    /// <summary>Signals when a link came or went.</summary>
    public Wake Changed { get; } = new();

    /// <summary>The link for live (0) or test (1) messages, or null while there is none.</summary>
    public ISmsSender? For(long world) => Volatile.Read(ref _senders)[world];

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
