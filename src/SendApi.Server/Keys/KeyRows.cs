using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>An API key as it is stored: never the key itself.</summary>
public sealed class KeyRow
{
    public string Id { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string Scopes { get; init; } = "";
    public long IsTest { get; init; }
    public long CreatedAt { get; init; }
    public long? ExpiresAt { get; init; }
    public long? RevokedAt { get; init; }
}

/// <summary>What a new key is made of.</summary>
public sealed record NewKey(string AccountId, string Name, IReadOnlyCollection<string> Scopes, bool IsTest, DateTimeOffset? ExpiresAt);

/// <summary>The API keys in the store.</summary>
public static class KeyRows
{
    private const string Columns = "id, account_id, name, prefix, scopes, is_test, created_at, expires_at, revoked_at";

    /// <summary>Makes a key and gives its full text, which is kept nowhere.</summary>
    public static async Task<(string Id, string Secret)> Create(Session session, NewKey key, DateTimeOffset now)
    {
        var secret = KeySecret.Make(key.IsTest);
        var id = Ids.New(Ids.Key, now);
        await session.Execute("""
            INSERT INTO api_keys (id, account_id, name, prefix, hash, scopes, is_test, created_at, expires_at)
            VALUES (@id, @account, @name, @prefix, @hash, @scopes, @isTest, @createdAt, @expiresAt)
            """, new
        {
            id,
            account = key.AccountId,
            name = key.Name,
            prefix = KeySecret.Shown(secret),
            hash = KeySecret.Hash(secret),
            scopes = string.Join(' ', key.Scopes),
            isTest = key.IsTest ? 1L : 0L,
            createdAt = now.ToMicros(),
            expiresAt = key.ExpiresAt?.ToMicros(),
        });
        return (id, secret);
    }

    public static Task<List<KeyRow>> List(Session session, string? accountId) => session.Query<KeyRow>($"""
        SELECT {Columns}
        FROM api_keys
        WHERE {(accountId is null ? "1 = 1" : "account_id = @accountId")}
        ORDER BY id
        """, new { accountId });

    /// <summary>The keys that a person can mean: by id, by the shown prefix, by the whole key, or by name.</summary>
    public static Task<List<KeyRow>> Matching(Session session, string which) => session.Query<KeyRow>($"""
        SELECT {Columns}
        FROM api_keys
        WHERE id = @which OR prefix = @which OR hash = @hash OR (name = @which AND revoked_at IS NULL)
        """, new { which, hash = KeySecret.IsWellFormed(which) ? KeySecret.Hash(which) : "" });

    /// <summary>Revokes a key for good; revoking again keeps the first time.</summary>
    public static Task<int> Revoke(Session session, string id, DateTimeOffset now) =>
        session.Execute("UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = now.ToMicros() });
}
