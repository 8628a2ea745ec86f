namespace SendApi.Client;

/// <summary>A person of an account.</summary>
public sealed record Member
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The person, in lower case.</summary>
    public string Email { get; init => field = value ?? ""; } = "";

    /// <summary>What the person may do: see <see cref="MemberRole"/>.</summary>
    public string Role { get; init => field = value ?? ""; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A person that joins.</summary>
public sealed record AddMemberRequest
{
    /// <summary>Kept in lower case; one person is in an account once.</summary>
    public required string Email { get; init; }

    /// <summary>What the person may do: see <see cref="MemberRole"/>.</summary>
    public required string Role { get; init; }
}

/// <summary>Another role for a person.</summary>
public sealed record UpdateMemberRequest
{
    /// <summary>What the person may do: see <see cref="MemberRole"/>.</summary>
    public required string Role { get; init; }
}

/// <summary>What a person of an account may do.</summary>
public static class MemberRole
{
    /// <summary>Everything.</summary>
    public const string Owner = "owner";

    /// <summary>Everything but what is the owner's.</summary>
    public const string Admin = "admin";

    /// <summary>Sends, and sees what became of it.</summary>
    public const string Developer = "developer";

    /// <summary>Sees.</summary>
    public const string Viewer = "viewer";
}
