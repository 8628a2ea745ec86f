using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>Which keys of a list are asked for. A test key sees test keys, a live key sees all.</summary>
public sealed record KeyFilter(string AccountId, long World, KeyState? State);

/// <summary>The API keys in the store.</summary>
public static class KeyRows
{
    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    private const string Columns = "id, account_id, name, prefix, scopes, is_test, created_at, expires_at, revoked_at, networks, spend_limit, recipient_limit, last_used_at, replaced_by";

    private const string Listed = """
        FROM api_keys
        WHERE account_id = @account AND is_test >= @world AND id < @before
            AND (@state IS NULL OR CASE WHEN revoked_at IS NOT NULL THEN 2 WHEN expires_at <= @now THEN 1 ELSE 0 END = @state)
        """;

    private static readonly Bulk<(string Id, long Used)> NoteUses = new(
        "UPDATE api_keys SET last_used_at = @used WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @used)",
        "UPDATE api_keys k SET last_used_at = v.used FROM v WHERE k.id = v.id AND (k.last_used_at IS NULL OR k.last_used_at < v.used)",
        new("id", u => u.Id), new("used", Number: u => u.Used));

    /// <summary>Makes a key and gives its full text, which is kept nowhere.</summary>
    public static Task<(string Id, string Secret)> Create(Session session, NewKey key, DateTimeOffset now) =>
        Insert(session, Ids.New(Ids.Key, now), key, now);

    /// <summary>
    /// Makes a key in place of another, which ends after the overlap, or sooner when it was to end sooner anyway.
    /// Null when the old one works no more or was replaced already, and then nothing was changed.
    /// </summary>
    public static async Task<(string Id, string Secret)?> Rotate(Session session, KeyRow old, TimeSpan overlap, DateTimeOffset now)
    {
        var id = Ids.New(Ids.Key, now);
        var replaced = await session.Execute("""
            UPDATE api_keys
            SET replaced_by = @id, expires_at = @ends
            WHERE id = @old AND replaced_by IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)
            """, new { id, old = old.Id, now = now.ToMicros(), ends = Math.Min(old.ExpiresAt ?? long.MaxValue, (now + overlap).ToMicros()) });
        return replaced == 1 ? await Insert(session, id, old.Successor(now), now) : null;
    }

    /// <summary>The key, or null: one of another account, or a live one for a test key, is the same as none.</summary>
    public static Task<KeyRow?> Find(Session session, Caller caller, string id) => session.First<KeyRow>($"""
        SELECT {Columns}
        FROM api_keys
        WHERE id = @id AND account_id = @account AND is_test >= @world
        """, new { id, account = caller.AccountId, world = caller.World });

    /// <summary>All keys, the oldest first.</summary>
    public static Task<List<KeyRow>> List(Session session, string? accountId) => session.Query<KeyRow>($"""
        SELECT {Columns}
        FROM api_keys
        WHERE {(accountId is null ? "1 = 1" : "account_id = @accountId")}
        ORDER BY id
        """, new { accountId });

    /// <summary>A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows.</summary>
    public static Task<List<KeyRow>> List(Session session, KeyFilter filter, string? cursor, (int Skip, int Take) page, DateTimeOffset now) => session.Query<KeyRow>($"""
        SELECT {Columns}
        {Listed}
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, Parameters(filter, cursor, page, now));

    /// <summary>How many there are, or null beyond <see cref="CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, KeyFilter filter, DateTimeOffset now)
    {
        var count = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 {Listed} LIMIT @take) AS counted", Parameters(filter, null, (0, CountedUpTo + 1), now));
        return count > CountedUpTo ? null : count;
    }

    /// <summary>The keys that a person can mean: by id, by the shown prefix, by the whole key, or by name.</summary>
    public static Task<List<KeyRow>> Matching(Session session, string which) => session.Query<KeyRow>($"""
        SELECT {Columns}
        FROM api_keys
        WHERE id = @which OR prefix = @which OR hash = @hash OR (name = @which AND revoked_at IS NULL)
        """, new { which, hash = KeySecret.IsWellFormed(which) ? KeySecret.Hash(which) : "" });

    /// <summary>Revokes a key for good; revoking again keeps the first time.</summary>
    public static Task<int> Revoke(Session session, string id, DateTimeOffset now) =>
        session.Execute("UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = now.ToMicros() });

    /// <summary>Writes when keys were last used. A later time that another node wrote stays.</summary>
    public static Task Note(Session session, IReadOnlyCollection<(string Id, long Used)> uses) => session.Run(NoteUses, uses);

    private static async Task<(string Id, string Secret)> Insert(Session session, string id, NewKey key, DateTimeOffset now)
    {
        var secret = KeySecret.Make(key.IsTest);
        await session.Execute("""
            INSERT INTO api_keys (id, account_id, name, prefix, hash, scopes, is_test, created_at, expires_at, networks, spend_limit, recipient_limit)
            VALUES (@id, @account, @name, @prefix, @hash, @scopes, @isTest, @createdAt, @expiresAt, @networks, @spendLimit, @recipientLimit)
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
            networks = key.Networks.Count == 0 ? null : string.Join(' ', key.Networks),
            spendLimit = key.Limits.SpendPerPeriod,
            recipientLimit = key.Limits.RecipientsPerDay,
        });
        return (id, secret);
    }

    private static Dapper.DynamicParameters Parameters(KeyFilter filter, string? cursor, (int Skip, int Take) page, DateTimeOffset now)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", filter.AccountId);
        parameters.Add("world", filter.World);
        parameters.Add("before", cursor ?? Ids.Key + "~");
        parameters.Add("state", (long?)filter.State, System.Data.DbType.Int64);
        parameters.Add("now", now.ToMicros());
        parameters.Add("skip", page.Skip);
        parameters.Add("take", page.Take);
        return parameters;
    }
}
