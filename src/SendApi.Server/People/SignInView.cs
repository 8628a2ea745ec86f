using System.ComponentModel;

namespace SendApi.Server.People;

/// <summary>An account that the person can sign in to.</summary>
public sealed record SignInAccountView(string Id, string Name, string Role);

/// <summary>A new sign-in, with its keys: they are shown this once.</summary>
public sealed record NewSignInView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "sign_in";
    public required string Email { get; init; }
    public required string Role { get; init; }
    public required string AccountId { get; init; }
    public required string AccountName { get; init; }

    [Description("Whether the account is that of the operator of this server.")]
    public required bool IsOperator { get; init; }

    [Description("Whether signing in takes a code of an authenticator app.")]
    public required bool HasTotp { get; init; }

    [Description("A live key with the scopes of the role, for this sign-in alone.")]
    public required string LiveKey { get; init; }

    [Description("The same for test data.")]
    public required string TestKey { get; init; }

    [Description("When both keys stop working.")]
    public required DateTime ExpiresAt { get; init; }

    [Description("All accounts that the person joined, the first one first.")]
    public required IReadOnlyList<SignInAccountView> Accounts { get; init; }

    public static NewSignInView Of(NewSignIn made, SignedInPerson whose) => new()
    {
        Id = made.Id,
        Email = whose.Person.Email,
        Role = whose.Membership.Role,
        AccountId = whose.Membership.AccountId,
        AccountName = whose.Membership.Name,
        IsOperator = whose.Membership.IsOperator == 1,
        HasTotp = whose.Person.Totp is not null,
        LiveKey = made.LiveKey,
        TestKey = made.TestKey,
        ExpiresAt = made.ExpiresAt.UtcDateTime,
        Accounts = SignInView.List(whose.Memberships),
    };
}

/// <summary>A sign-in as it stands: the keys are kept nowhere.</summary>
public sealed record SignInView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "sign_in";
    public required string Email { get; init; }
    public required string Role { get; init; }
    public required string AccountId { get; init; }
    public required string AccountName { get; init; }

    [Description("Whether the account is that of the operator of this server.")]
    public required bool IsOperator { get; init; }

    [Description("Whether signing in takes a code of an authenticator app.")]
    public required bool HasTotp { get; init; }

    [Description("When its keys stop working.")]
    public required DateTime ExpiresAt { get; init; }

    [Description("All accounts that the person joined, the first one first.")]
    public required IReadOnlyList<SignInAccountView> Accounts { get; init; }

    internal static IReadOnlyList<SignInAccountView> List(IEnumerable<MembershipRow> memberships) =>
        [.. memberships.Select(m => new SignInAccountView(m.AccountId, m.Name, m.Role))];
}
