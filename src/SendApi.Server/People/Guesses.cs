using System.Security.Cryptography;
using System.Text;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A guess that was let through and counts as wrong until it turned out right: which it is in a row.</summary>
public sealed record Guess(EmailAddress Email, long Number);

/// <summary>
/// Slows down who guesses: from the fifth wrong guess in a row for an address on, a wait of 1, 2, 4, 8 and then 15 minutes, whether the address is known or not.
/// A guess is counted before it is looked at, in the store, so no two pass in one moment, on whatever nodes.
/// </summary>
public sealed class Guesses(Db db, Secrets secrets, TimeProvider clock)
{
    /// <summary>Few wrong guesses are forgotten after an hour, more after a day.</summary>
    private static readonly TimeSpan FewKept = TimeSpan.FromHours(1), ManyKept = TimeSpan.FromDays(1);

    private readonly byte[] _key = secrets.Derive("addresses of people who sign in");

    /// <summary>4029 while the address has to wait. Cheap, and counts nothing.</summary>
    public async Task RefuseEarly(Session session, EmailAddress email)
    {
        var now = clock.GetUtcNow();
        var free = await session.Number("SELECT COALESCE(MAX(free_at), 0) FROM sign_in_failures WHERE address = @address", new { address = Of(email) });
        if (free > now.ToMicros())
            throw Wait(Times.FromMicros(free) - now);
    }

    /// <summary>Counts a guess as wrong, or refuses it with 4029.</summary>
    public Task<Guess> Begin(EmailAddress email, CancellationToken ct) => db.Write(async session =>
    {
        var counted = await session.First<Counted>("""
            INSERT INTO sign_in_failures (address, failures, last_at, free_at)
            VALUES (@address, 1, @now, @now)
            ON CONFLICT (address) DO UPDATE
            SET failures = sign_in_failures.failures + 1, last_at = @now,
                free_at = @now + 60000000 * CASE
                    WHEN sign_in_failures.failures < 4 THEN 0
                    WHEN sign_in_failures.failures = 4 THEN 1
                    WHEN sign_in_failures.failures = 5 THEN 2
                    WHEN sign_in_failures.failures = 6 THEN 4
                    WHEN sign_in_failures.failures = 7 THEN 8
                    ELSE 15 END
            WHERE sign_in_failures.free_at <= @now
            RETURNING failures
            """, new { address = Of(email), now = clock.GetUtcNow().ToMicros() });
        if (counted is not null)
            return new Guess(email, counted.Failures);

        await RefuseEarly(session, email);
        throw Wait(TimeSpan.FromSeconds(1));
    }, ct);

    /// <summary>It was right: the row begins anew.</summary>
    public Task Clear(Session session, EmailAddress email) => session.Execute("DELETE FROM sign_in_failures WHERE address = @address", new { address = Of(email) });

    /// <summary>It was neither right nor wrong: it is taken back, and those before it stay. Where another guess came after it, the wait of that one stays too.</summary>
    public Task<int> TakeBack(Session session, Guess guess) => session.Execute("""
        UPDATE sign_in_failures
        SET failures = failures - 1, free_at = CASE WHEN failures = @number THEN @now ELSE free_at END
        WHERE address = @address AND failures > 0
        """, new { address = Of(guess.Email), number = guess.Number, now = clock.GetUtcNow().ToMicros() });

    /// <summary>Forgets what is old, a portion of it; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM sign_in_failures
        WHERE address IN (
            SELECT address
            FROM sign_in_failures
            WHERE last_at <= @few AND (failures < 5 OR last_at <= @many)
            ORDER BY last_at
            LIMIT @most)
        """, new { few = (now - FewKept).ToMicros(), many = (now - ManyKept).ToMicros(), most });

    private static Refusal Wait(TimeSpan wait) =>
        new(Errors.RateLimitExceeded, $"Too many wrong attempts for this email address. Please retry after {ErrorAnswer.Seconds(wait)} seconds.") { RetryAfter = wait };

    /// <summary>The address as a name that nobody can guess it from without this installation's key.</summary>
    private string Of(EmailAddress email) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(email.Value)));

    private sealed class Counted
    {
        public long Failures { get; init; }
    }
}
