using System.Collections.Concurrent;

namespace SendApi.Server.Http;

/// <summary>When a key was last used on this node. The gate notes it with a single write to memory; it comes to the store later.</summary>
public sealed class KeyUse(string keyId)
{
    private long _last;

    public string KeyId => keyId;

    /// <summary>The moment in UTC ticks; 0 before the first use.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>What of it is in the store, and since when; only its one writer touches these.</summary>
    public long Written { get; set; }

    public DateTimeOffset WrittenAt { get; set; } = DateTimeOffset.MinValue;

    public void Note(DateTimeOffset now) => Volatile.Write(ref _last, now.UtcTicks);
}

/// <summary>The uses of keys that this node saw and has not written yet, or only just.</summary>
public sealed class KeyUses
{
    /// <summary>Above this many the uses of further keys are not noted, until others have rested.</summary>
    private const int MostKeys = 100_000;

    /// <summary>A key is written once within this time, however busy it is.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, KeyUse> _uses = [];

    /// <summary>The key's own place to note uses in.</summary>
    public KeyUse Of(string keyId) =>
        _uses.TryGetValue(keyId, out var known) ? known
        : _uses.Count >= MostKeys ? new KeyUse(keyId)
        : _uses.GetOrAdd(keyId, id => new KeyUse(id));

    /// <summary>What is to be written now; at the end everything is. Keys that rest are forgotten on the way.</summary>
    public IReadOnlyList<KeyUse> Due(DateTimeOffset now, bool isEnd)
    {
        var due = new List<KeyUse>();
        foreach (var (id, use) in _uses)
            if (use.Last != use.Written && (isEnd || now - use.WrittenAt >= Rest))
                due.Add(use);
            else if (use.Last == use.Written && now.UtcTicks - use.Last >= Rest.Ticks)
                // A use in this very moment is lost with it; the one after it is noted again.
                _uses.TryRemove(id, out _);
        return due;
    }
}
