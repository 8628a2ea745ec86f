using SendApi.Client;

namespace SendApi.Dashboard.Pages.Members;

/// <summary>The roles, the mightiest first, and what each may do in words.</summary>
public static class Roles
{
    public static readonly IReadOnlyList<string> All = [MemberRole.Owner, MemberRole.Admin, MemberRole.Developer, MemberRole.Viewer];

    public static string May(string role) => role switch
    {
        MemberRole.Owner => "Everything. There is always one.",
        MemberRole.Admin => "Everything: keys, members and what costs money too.",
        MemberRole.Developer => "Sends, keeps webhooks and suppressions, and sees what became of messages.",
        MemberRole.Viewer => "Sees, and changes nothing.",
        _ => "",
    };
}
