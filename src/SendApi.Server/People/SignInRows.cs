using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>The two keys of a sign-in, as they are shown once.</summary>
public sealed record NewSignIn(string Id, string LiveKey, string TestKey, DateTimeOffset ExpiresAt);

/// <summary>The keys of sign-ins in the store. The gate reads them, with the role that their person has at that moment.</summary>
public static class SignInRows
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>Keys that ended are told so for a day more; then they are unknown.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Signs a person in to an account.</summary>
    public static async Task<NewSignIn> Make(Session session, string account, string email, DateTimeOffset now)
    {
        var (id, expires) = (Ids.New(Ids.SignIn, now), now + Life);
        return new(id, await Key(isTest: false), await Key(isTest: true), expires);

        async Task<string> Key(bool isTest)
        {
            var secret = KeySecret.Make(isTest);
            await session.Execute("""
                INSERT INTO sign_in_keys (id, hash, sign_in_id, account_id, email, is_test, created_at, expires_at)
                VALUES (@key, @hash, @id, @account, @email, @isTest, @now, @expires)
                """, new { key = Ids.New(Ids.Key, now), hash = KeySecret.Hash(secret), id, account, email, isTest = isTest ? 1L : 0L, now = now.ToMicros(), expires = expires.ToMicros() });
            return secret;
        }
    }

    /// <summary>Ends one sign-in.</summary>
    public static Task End(Session session, string email, string id, DateTimeOffset now) => session.Execute(
        "UPDATE sign_in_keys SET revoked_at = @now WHERE email = @email AND sign_in_id = @id AND revoked_at IS NULL", new { email, id, now = now.ToMicros() });

    /// <summary>Ends all sign-ins of a person to an account.</summary>
    public static Task EndIn(Session session, string account, string email, DateTimeOffset now) => session.Execute(
        "UPDATE sign_in_keys SET revoked_at = @now WHERE email = @email AND account_id = @account AND revoked_at IS NULL", new { email, account, now = now.ToMicros() });

    /// <summary>Ends all sign-ins of a person, but for one.</summary>
    public static Task EndOthers(Session session, string email, string? butFor, DateTimeOffset now) => session.Execute(
        "UPDATE sign_in_keys SET revoked_at = @now WHERE email = @email AND sign_in_id <> @butFor AND revoked_at IS NULL", new { email, butFor = butFor ?? "", now = now.ToMicros() });

    /// <summary>Forgets what ended long ago, a portion of it; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM sign_in_keys
        WHERE id IN (SELECT id FROM sign_in_keys WHERE expires_at <= @before ORDER BY expires_at LIMIT @most)
        """, new { before = (now - Kept).ToMicros(), most });
}
