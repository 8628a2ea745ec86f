using System.Collections.Concurrent;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>A key as it stands in the store, with its account.</summary>
public sealed record KnownKey(Caller Caller, string Name, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>Keys read from the store, each trusted for half a second: a revoked key is refused on every node within one.</summary>
public sealed class KeyCache(Db db, TimeProvider clock)
{
    /// <summary>Above this many the cache starts anew; what it forgets is one read away.</summary>
    private const int MostKeys = 50_000;

    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Entry> _entries = [];

    /// <summary>The key with this hash, or null. Unknown keys are not remembered: a new key works at once.</summary>
    public async ValueTask<KnownKey?> Find(string hash)
    {
        var now = clock.GetTimestamp();
        if (_entries.TryGetValue(hash, out var entry) && clock.GetElapsedTime(entry.ReadAt, now) < Trust)
            return await entry.Key;

        if (_entries.Count > MostKeys)
            _entries.Clear();

        // One reader for all who wait; no one caller's cancellation may spoil it for the rest.
        var fresh = new Entry(now, new Lazy<Task<KnownKey?>>(() => Read(hash)));
        var current = entry is null ? _entries.GetOrAdd(hash, fresh) : _entries.TryUpdate(hash, fresh, entry) ? fresh : _entries.GetValueOrDefault(hash, fresh);
        try
        {
            return await current.Key ?? Forget(hash, current);
        }
        catch
        {
            Forget(hash, current);
            throw;
        }
    }

    private KnownKey? Forget(string hash, Entry entry)
    {
        _entries.TryRemove(new KeyValuePair<string, Entry>(hash, entry));
        return null;
    }

    private async Task<KnownKey?> Read(string hash)
    {
        var row = await db.Read(s => s.First<Row>("""
            SELECT k.id, k.account_id, k.name, k.scopes, k.is_test, k.expires_at, k.revoked_at, a.plan
            FROM api_keys k
            JOIN accounts a ON a.id = k.account_id
            WHERE k.hash = @hash
            """, new { hash }), CancellationToken.None);
        if (row is null)
            return null;

        var plan = Plans.Named(row.Plan) ?? throw new InvalidOperationException($"Account {row.AccountId} is on the unknown plan '{row.Plan}'.");
        var caller = new Caller(row.AccountId, row.Id, row.IsTest == 1, Core.Scopes.Granted(row.Scopes.Split(' ')), plan);
        return new KnownKey(caller, row.Name, Times.FromMicros(row.ExpiresAt), Times.FromMicros(row.RevokedAt));
    }

    private sealed record Entry(long ReadAt, Lazy<Task<KnownKey?>> Reading)
    {
        public Task<KnownKey?> Key => Reading.Value;
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string AccountId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Scopes { get; init; } = "";
        public long IsTest { get; init; }
        public long? ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public string Plan { get; init; } = "";
    }
}
