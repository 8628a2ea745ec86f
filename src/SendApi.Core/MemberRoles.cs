namespace SendApi.Core;

/// <summary>What the people of an account are in it, and what their keys may do when they sign in. The names are those on the wire and in the store.</summary>
public static class MemberRoles
{
    public const string Owner = "owner", Admin = "admin", Developer = "developer", Viewer = "viewer";

    public static readonly IReadOnlyList<string> All = [Owner, Admin, Developer, Viewer];

    private static readonly IReadOnlyList<string> OfAdmins = [Scopes.Admin], OfDevelopers = [.. Ending(":write"), Scopes.AccountRead], OfViewers = Ending(":read");

    /// <summary>The scopes of the keys that a person with this role signs in to. A role that is not known opens nothing.</summary>
    public static IReadOnlyList<string> ScopesOf(string role) => role switch
    {
        Owner or Admin => OfAdmins,
        Developer => OfDevelopers,
        Viewer => OfViewers,
        _ => [],
    };

    private static IReadOnlyList<string> Ending(string ending) => [.. Scopes.All.Where(s => s.EndsWith(ending, StringComparison.Ordinal))];
}
