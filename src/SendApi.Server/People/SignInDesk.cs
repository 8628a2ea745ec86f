using Microsoft.AspNetCore.Identity;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A person whose password was right, and the guess that is not cleared yet.</summary>
/// <param name="Rehashed">The same password in a hash that costs more, where the stored one is an old one.</param>
public sealed record Proven(PersonRow Person, Guess Guess, string? Rehashed);

/// <summary>What all ways to prove who one is share: guesses are counted, hashes are few at once, and two-factor codes are taken once.</summary>
public sealed class SignInDesk(Db db, Passwords passwords, Guesses guesses, TotpCodes codes, TimeProvider clock)
{
    public Passwords Passwords => passwords;

    public Guesses Guesses => guesses;

    public TotpCodes Codes => codes;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>4011 for whatever is wrong about who somebody says he is.</summary>
    public static Refusal Wrong() => new(Errors.InvalidApiKey, "The email address or the password is wrong, or they do not open this account.");

    /// <summary>Compares a password; null when it is wrong, which it is for people who do not exist too. 4029 and 5030 as they come.</summary>
    public async Task<Proven?> Prove(EmailAddress email, string password, CancellationToken ct)
    {
        var person = await db.Read(async session =>
        {
            await guesses.RefuseEarly(session, email);
            return await PersonRows.Find(session, email.Value);
        }, ct);
        using var place = await passwords.Enter(ct);
        var guess = await guesses.Begin(email, ct);
        var result = passwords.Compare(person, password);
        if (person is null || result == PasswordVerificationResult.Failed)
            return null;

        return new(person, guess, result == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(person.Email, password) : null);
    }

    /// <summary>Hashes a password that somebody chose.</summary>
    public async Task<string> Hash(EmailAddress email, string password, CancellationToken ct)
    {
        using var place = await passwords.Enter(ct);
        return passwords.Hash(email.Value, password);
    }

    /// <summary>Ends a proof well: guesses begin anew, and an old hash is replaced.</summary>
    public async Task Accept(Session session, Proven proven)
    {
        await guesses.Clear(session, proven.Guess.Email);
        if (proven.Rehashed is { } hash)
            await PersonRows.Rehash(session, proven.Person, hash);
    }

    /// <summary>Signs a person in to an account that he joined, and shows the keys this once.</summary>
    public async Task<Answer> Open(Session session, PersonRow person, MembershipRow membership)
    {
        var made = await SignInRows.Make(session, membership.AccountId, person.Email, Now);
        var whose = await Whose(session, person, membership.AccountId) ?? throw Wrong();
        return Answer.Created("/v1/sign-ins/current", NewSignInView.Of(made, whose));
    }

    /// <summary>A person with all the accounts that he joined, seen from one of them; null when he is not in that one.</summary>
    public static async Task<SignedInPerson?> Whose(Session session, PersonRow person, string account)
    {
        var memberships = await MemberRows.Joined(session, person.Email);
        return memberships.Find(m => m.AccountId == account) is { } membership ? new(person, membership, memberships) : null;
    }
}

/// <summary>A person seen from the account that he is signed in to.</summary>
public sealed record SignedInPerson(PersonRow Person, MembershipRow Membership, IReadOnlyList<MembershipRow> Memberships);
