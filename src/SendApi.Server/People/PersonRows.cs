using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>Who can sign in. The secrets of two-factor are sealed.</summary>
public sealed class PersonRow
{
    public string Email { get; init; } = "";
    public string Password { get; init; } = "";
    public string? Totp { get; init; }
    public string? TotpNext { get; init; }
}

/// <summary>The people in the store: one row a person, over all accounts.</summary>
public static class PersonRows
{
    public static Task<PersonRow?> Find(Session session, string email) =>
        session.First<PersonRow>("SELECT email, password, totp, totp_next FROM people WHERE email = @email", new { email });

    /// <summary>Makes the person, or holds the one there is, until the transaction ends: two who join with one address in the same moment come one after the other.</summary>
    public static Task Hold(Session session, string email, string password, DateTimeOffset now) => session.Execute("""
        INSERT INTO people (email, password, password_at)
        VALUES (@email, @password, @now)
        ON CONFLICT (email) DO UPDATE SET password = people.password
        """, new { email, password, now = now.ToMicros() });

    /// <summary>Another password; what else proves the person stays.</summary>
    public static Task SetPassword(Session session, string email, string password, DateTimeOffset now) =>
        session.Execute("UPDATE people SET password = @password, password_at = @now WHERE email = @email", new { email, password, now = now.ToMicros() });

    /// <summary>The same password in a hash that costs more, unless it was changed meanwhile.</summary>
    public static Task Rehash(Session session, PersonRow person, string password) =>
        session.Execute("UPDATE people SET password = @password WHERE email = @email AND password = @old", new { email = person.Email, password, old = person.Password });

    /// <summary>Begins anew with a password alone.</summary>
    public static Task Reset(Session session, string email, string password, DateTimeOffset now) => session.Execute(
        "UPDATE people SET password = @password, password_at = @now, totp = NULL, totp_next = NULL WHERE email = @email", new { email, password, now = now.ToMicros() });

    /// <summary>Keeps a sealed secret that is not in force yet; false when another one is in force.</summary>
    public static async Task<bool> BeginTotp(Session session, string email, string secret) =>
        await session.Execute("UPDATE people SET totp_next = @secret WHERE email = @email AND totp IS NULL", new { email, secret }) == 1;

    /// <summary>Puts the waiting secret in force; false when it is not the one that was looked at.</summary>
    public static async Task<bool> ConfirmTotp(Session session, PersonRow person, long step) => await session.Execute("""
        UPDATE people
        SET totp = totp_next, totp_next = NULL, totp_step = @step
        WHERE email = @email AND totp IS NULL AND totp_next = @secret
        """, new { email = person.Email, secret = person.TotpNext, step }) == 1;

    /// <summary>Takes a time step, each once and never an earlier one; false when it was taken.</summary>
    public static async Task<bool> TakeStep(Session session, PersonRow person, long step) => await session.Execute("""
        UPDATE people
        SET totp_step = @step
        WHERE email = @email AND totp = @secret AND (totp_step IS NULL OR totp_step < @step)
        """, new { email = person.Email, secret = person.Totp, step }) == 1;

    public static Task RemoveTotp(Session session, string email) =>
        session.Execute("UPDATE people SET totp = NULL, totp_next = NULL WHERE email = @email", new { email });

    /// <summary>Forgets a person who is in no account.</summary>
    public static Task Forget(Session session, string email) => session.Execute("""
        DELETE FROM people
        WHERE email = @email AND NOT EXISTS (SELECT 1 FROM account_members WHERE email = @email)
        """, new { email });
}
