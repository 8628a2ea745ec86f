using System.Collections.Concurrent;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>A key as it stands in the store, with its account, and the place to note its use.</summary>
public sealed record KnownKey(Caller Caller, string Name, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, SourceNetworks Networks, KeyUse Use);

/// <summary>API keys and keys of sign-ins read from the store, each trusted for half a second: a revoked key is refused on every node within one.</summary>
public sealed class KeyCache(Db db, KeyUses uses, TimeProvider clock)
{
    /// <summary>Above this many the cache starts anew; what it forgets is one read away.</summary>
    private const int MostKeys = 50_000;

    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Remembered<KnownKey?>> _keys = [];

    /// <summary>The key with this hash, or null. Unknown keys are not remembered: a new key works at once.</summary>
    public async ValueTask<KnownKey?> Find(string hash)
    {
        if (_keys.Count > MostKeys)
            _keys.Clear();

        var remembered = _keys.GetOrAdd(hash, static (h, cache) => cache.Remember(h), this);
        var key = await remembered.Get();
        if (key is null)
            _keys.TryRemove(hash, out _);
        return key;
    }

    /// <summary>Forgets all: what was ended here is refused here at once. Other nodes know it within half a second.</summary>
    public void Forget() => _keys.Clear();

    private Remembered<KnownKey?> Remember(string hash) => new(() => Read(hash), Trust, clock);

    private async Task<KnownKey?> Read(string hash)
    {
        var row = await db.Read(s => s.First<Row>($"""
            SELECT k.id, k.name, k.scopes, k.is_test, k.expires_at, k.revoked_at, k.networks, k.spend_limit, k.recipient_limit, {AccountReader.Columns}
            FROM api_keys k
            JOIN accounts a ON a.id = k.account_id
            {AccountReader.Join}
            WHERE k.hash = @hash
            """, new { hash }), CancellationToken.None);
        if (row is null)
            return await ReadSignIn(hash);

        var limits = new KeyLimits(row.SpendLimit, row.RecipientLimit);
        var caller = new Caller(row.Account(), row.Id, row.IsTest == 1, Core.Scopes.Granted(row.Scopes.Split(' ')), limits);
        return new KnownKey(caller, row.Name, Times.FromMicros(row.ExpiresAt), Times.FromMicros(row.RevokedAt), SourceNetworks.Stored(row.Networks), uses.Of(row.Id));
    }

    /// <summary>A key of a sign-in, with what the person is in the account now: who is no member any more has no key.</summary>
    private async Task<KnownKey?> ReadSignIn(string hash)
    {
        var row = await db.Read(s => s.First<SignInRow>($"""
            SELECT k.id, k.sign_in_id, k.email, k.is_test, k.created_at, k.expires_at, k.revoked_at, m.role, {AccountReader.Columns}
            FROM sign_in_keys k
            JOIN accounts a ON a.id = k.account_id
            {AccountReader.Join}
            LEFT JOIN account_members m ON m.account_id = k.account_id AND m.email = k.email AND m.joined_at IS NOT NULL
            WHERE k.hash = @hash
            """, new { hash }), CancellationToken.None);
        if (row is null)
            return null;

        var expires = Times.FromMicros(row.ExpiresAt);
        var caller = new Caller(row.Account(), row.Id, row.IsTest == 1, Core.Scopes.Granted(MemberRoles.ScopesOf(row.Role ?? "")), new KeyLimits(null, null))
        {
            SignIn = new(row.SignInId, row.Email, expires),
        };
        var revoked = row.RevokedAt ?? (row.Role is null ? row.CreatedAt : null);
        return new KnownKey(caller, "sign-in", expires, Times.FromMicros(revoked), SourceNetworks.Stored(null), new KeyUse(row.Id));
    }

    private sealed class SignInRow : AccountFacts
    {
        public string Id { get; init; } = "";
        public string SignInId { get; init; } = "";
        public string Email { get; init; } = "";
        public long IsTest { get; init; }
        public long CreatedAt { get; init; }
        public long ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public string? Role { get; init; }
    }

    private sealed class Row : AccountFacts
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Scopes { get; init; } = "";
        public long IsTest { get; init; }
        public long? ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public string? Networks { get; init; }
        public long? SpendLimit { get; init; }
        public long? RecipientLimit { get; init; }
    }
}
