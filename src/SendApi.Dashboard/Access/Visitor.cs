using System.Globalization;
using System.Security.Claims;
using SendApi.Client;

namespace SendApi.Dashboard.Access;

/// <summary>Who is signed in. It travels in a cookie that only the server can read, with the two keys of the sign-in in it.</summary>
public sealed record Visitor(string Email, string Role, string AccountId, string AccountName, bool IsOperator)
{
    private const string Address = "email", RoleName = "role", Account = "account", Name = "account_name", Operates = "operator", Live = "live", Test = "test", Many = "accounts";

    public required string LiveKey { get; init; }

    public required string TestKey { get; init; }

    /// <summary>Whether the person belongs to other accounts too.</summary>
    public bool HasOtherAccounts { get; init; }

    /// <summary>Whether the person may change what belongs to the account: keys, members and what costs money.</summary>
    public bool MayAdminister => Role is MemberRole.Owner or MemberRole.Admin;

    /// <summary>Whether the person may send and change; a viewer only looks.</summary>
    public bool MayWrite => Role != MemberRole.Viewer;

    /// <summary>Whether the person operates this server.</summary>
    public bool MayOperate => IsOperator && MayAdminister;

    /// <summary>The visitor of a request or a circuit, or null when nobody is signed in.</summary>
    public static Visitor? Of(ClaimsPrincipal user) => user.Identity is not { IsAuthenticated: true } ? null
        : new(Claim(user, Address), Claim(user, RoleName), Claim(user, Account), Claim(user, Name), Claim(user, Operates) == bool.TrueString)
        {
            LiveKey = Claim(user, Live),
            TestKey = Claim(user, Test),
            HasOtherAccounts = Claim(user, Many) != "1",
        };

    /// <summary>The visitor whom a sign-in lets in.</summary>
    public static Visitor Of(NewSignIn signIn) => new(signIn.Email, signIn.Role, signIn.AccountId, signIn.AccountName, signIn.IsOperator)
    {
        LiveKey = signIn.LiveKey,
        TestKey = signIn.TestKey,
        HasOtherAccounts = signIn.Accounts.Count > 1,
    };

    public ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity(
    [
        new(Address, Email), new(RoleName, Role), new(Account, AccountId), new(Name, AccountName), new(Operates, IsOperator.ToString(CultureInfo.InvariantCulture)),
        new(Live, LiveKey), new(Test, TestKey), new(Many, HasOtherAccounts ? "2" : "1"),
    ], scheme, Address, RoleName));

    private static string Claim(ClaimsPrincipal user, string name) => user.FindFirstValue(name) ?? "";
}
