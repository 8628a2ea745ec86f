using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>The sign-in that a key belongs to, for the operations that are about it.</summary>
internal static class CurrentSignIn
{
    /// <summary>The sign-in, or 4044 for an API key.</summary>
    public static SignedIn Of(Caller caller) => caller.SignIn
        ?? throw new Refusal(Errors.NotFound, "This key is an API key and belongs to no sign-in. Only the keys that POST /v1/sign-ins answers do.");

    /// <summary>The person who is signed in.</summary>
    public static async Task<PersonRow> Person(Session session, Caller caller) =>
        await PersonRows.Find(session, Of(caller).Email) ?? throw Gone();

    /// <summary>How it stands now.</summary>
    public static async Task<Answer> Answer(Session session, Caller caller)
    {
        var signIn = Of(caller);
        var whose = await SignInDesk.Whose(session, await Person(session, caller), caller.AccountId) ?? throw Gone();
        return Http.Answer.Ok(new SignInView
        {
            Id = signIn.Id,
            Email = signIn.Email,
            Role = whose.Membership.Role,
            AccountId = whose.Membership.AccountId,
            AccountName = whose.Membership.Name,
            IsOperator = whose.Membership.IsOperator == 1,
            HasTotp = whose.Person.Totp is not null,
            ExpiresAt = signIn.ExpiresAt.UtcDateTime,
            Accounts = SignInView.List(whose.Memberships),
        });
    }

    // Removed in this very moment; half a second later the gate says 4012.
    private static Refusal Gone() => new(Errors.NotFound, "This sign-in has ended. Sign in again.");
}
