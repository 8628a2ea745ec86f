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

    /// <summary>When the person took up a link; null for who was only added and cannot sign in yet.</summary>
    public DateTimeOffset? JoinedAt { get; init; }
}

/// <summary>A link by which a person joins, or sets another password.</summary>
public sealed record Invitation
{
    /// <summary>Whom it is for.</summary>
    public string Email { get; init => field = value ?? ""; } = "";

    /// <summary>What the link proves itself by, in the answer that made it and never again. Null where the answer is a repeated one.</summary>
    public string? Token { get; init; }

    /// <summary>The path of the page that takes it up, behind the address of the server. Null where the token is.</summary>
    public string? Path { get; init; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"Invitation {{ Email = {Email}, ExpiresAt = {ExpiresAt:O} }}";
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

    /// <summary>Everything too; but there is always an owner.</summary>
    public const string Admin = "admin";

    /// <summary>Sends, and sees what became of it.</summary>
    public const string Developer = "developer";

    /// <summary>Sees.</summary>
    public const string Viewer = "viewer";
}
