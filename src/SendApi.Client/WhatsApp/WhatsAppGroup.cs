namespace SendApi.Client;

/// <summary>A WhatsApp group that a session's phone is in.</summary>
public sealed record WhatsAppGroup
{
    /// <summary>Its id, <c>grp_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The session whose phone is in it.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>What it is called.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What it is for; left out in lists and where there is none.</summary>
    public string? Description { get; init; }

    /// <summary>Who is in it; null in lists.</summary>
    public IReadOnlyList<GroupParticipant>? Participants { get; init; }

    /// <summary>When the server came to know it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Without who is in it, so that people get into no log.</summary>
    public override string ToString() => $"WhatsAppGroup {{ Id = {Id} }}";
}

/// <summary>Somebody in a group.</summary>
public sealed record GroupParticipant
{
    /// <summary>The number; null for one who hides it.</summary>
    public string? Phone { get; init; }

    /// <summary>Whether this one may change the group.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(GroupParticipant);
}

/// <summary>A group to make.</summary>
public sealed record CreateGroupRequest
{
    /// <summary>The linked session, by its id or its number; without it, the one that is connected.</summary>
    public string? SessionId { get; init; }

    /// <summary>What it is called, 1 to 25 characters.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 1,023 numbers.</summary>
    public required IReadOnlyList<string> Participants { get; init; }

    /// <summary>What it is for, up to 512 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(CreateGroupRequest);
}

/// <summary>What is to change of a group; what is null stays.</summary>
public sealed record UpdateGroupRequest
{
    /// <summary>What it is called from now on.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for; the empty text takes it away.</summary>
    public string? Description { get; init; }

    /// <summary>Numbers of people who come in.</summary>
    public IReadOnlyList<string>? AddParticipants { get; init; }

    /// <summary>Numbers of people who are taken out.</summary>
    public IReadOnlyList<string>? RemoveParticipants { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(UpdateGroupRequest);
}

/// <summary>Somebody whom a session's phone knows.</summary>
public sealed record WhatsAppContact
{
    /// <summary>The number.</summary>
    public string Phone { get; init => field = value ?? ""; } = "";

    /// <summary>As the phone's owner wrote it down.</summary>
    public string? Name { get; init; }

    /// <summary>As the person calls himself.</summary>
    public string? PushName { get; init; }

    /// <summary>Whether it is a business; null where the gateway does not tell.</summary>
    public bool? IsBusiness { get; init; }

    /// <summary>Whether it stands in the phone's own address book; null where the gateway does not tell.</summary>
    public bool? IsMyContact { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(WhatsAppContact);
}
