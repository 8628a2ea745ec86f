using System.Collections.Concurrent;
using SendApi.Server.Workers;

namespace SendApi.Server.Http;

/// <summary>Counts the requests of keys in their windows of a minute: on this node alone, or together with all others.</summary>
public interface IRequestWindows
{
    /// <summary>Counts a request of a key unless its limit is reached.</summary>
    ValueTask<Admission> Take(string keyId, int limit);
}

/// <summary>Windows in the memory of this node, each for the node's share of the limit.</summary>
public sealed class LocalWindows(NodeShare share, TimeProvider clock) : IRequestWindows
{
    /// <summary>Above this many keys seen, all windows are forgotten: a minute's leniency instead of growing memory.</summary>
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<string, SlidingWindow> _windows = [];

    public ValueTask<Admission> Take(string keyId, int limit)
    {
        if (_windows.Count > MostKeys)
            _windows.Clear();

        return ValueTask.FromResult(_windows.GetOrAdd(keyId, _ => new SlidingWindow()).Take(clock.GetUtcNow().ToUnixTimeSeconds(), share.Of(limit)));
    }
}
