namespace SendApi.Core;

/// <summary>What the people of an account are in it. The names are those on the wire and in the store.</summary>
public static class MemberRoles
{
    public const string Owner = "owner";

    public static readonly IReadOnlyList<string> All = [Owner, "admin", "developer", "viewer"];
}
