using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A link that can be used.</summary>
public sealed class LinkRow
{
    public string AccountId { get; init; } = "";
    public string Email { get; init; } = "";
    public long MayReset { get; init; }

    /// <summary>Whether it is that of the first start, which is for whoever has it.</summary>
    public bool IsFirst => Email == LinkRows.Nobody;
}

/// <summary>Links that work once: of each only the SHA-256 of its token is kept. A person of an account has one at most, the newest.</summary>
public static class LinkRows
{
    /// <summary>In place of an address, where the person is not known yet.</summary>
    public const string Nobody = "";

    private const int TokenBytes = 32;

    /// <summary>Makes a link in place of the one before, and gives its token.</summary>
    /// <param name="mayReset">Whether it may set the password of a person who joined other accounts too: only the operator makes such links.</param>
    public static async Task<string> Make(Session session, string account, string email, bool mayReset, DateTimeOffset expires)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await session.Execute("""
            INSERT INTO people_links (account_id, email, hash, may_reset, expires_at)
            VALUES (@account, @email, @hash, @mayReset, @expires)
            ON CONFLICT (account_id, email) DO UPDATE SET hash = excluded.hash, may_reset = excluded.may_reset, expires_at = excluded.expires_at
            """, new { account, email, hash = Hash(token), mayReset = mayReset ? 1L : 0L, expires = expires.ToMicros() });
        return token;
    }

    /// <summary>The link of a token, or 4044.</summary>
    public static async Task<LinkRow> Find(Session session, string token, DateTimeOffset now) => await session.First<LinkRow>(
        "SELECT account_id, email, may_reset FROM people_links WHERE hash = @hash AND expires_at > @now", new { hash = Hash(token), now = now.ToMicros() }) ?? throw Gone();

    /// <summary>Uses the link up, or 4044: of two who have it, one gets it.</summary>
    public static async Task Take(Session session, string token, DateTimeOffset now)
    {
        if (await session.Execute("DELETE FROM people_links WHERE hash = @hash AND expires_at > @now", new { hash = Hash(token), now = now.ToMicros() }) == 0)
            throw Gone();
    }

    public static Task Drop(Session session, string account, string email) =>
        session.Execute("DELETE FROM people_links WHERE account_id = @account AND email = @email", new { account, email });

    /// <summary>Forgets what expired, a portion of it; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM people_links
        WHERE hash IN (SELECT hash FROM people_links WHERE expires_at <= @now ORDER BY expires_at LIMIT @most)
        """, new { now = now.ToMicros(), most });

    public static Refusal Gone() => new(Errors.NotFound,
        "This link works no more: it was used, it expired, or a newer one took its place. Ask an admin of the account for a new one; the operator makes one with 'sendapi members link EMAIL'.", "token");

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
