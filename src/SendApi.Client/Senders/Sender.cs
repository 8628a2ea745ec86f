namespace SendApi.Client;

/// <summary>What recipients see texts come from.</summary>
public sealed record Sender
{
    /// <summary>Its id, <c>snd_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What texts are sent with: a name or a number, or the name of a pool.</summary>
    public string SenderId { get; init => field = value ?? ""; } = "";

    /// <summary>What it is: see <see cref="SenderKind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be used: see <see cref="SenderStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it may be used; empty for everywhere.</summary>
    public IReadOnlyList<string> Countries { get; init => field = value ?? []; } = [];

    /// <summary>The numbers of a pool.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>Whether texts that name no sender leave with it.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whose it is; only for the operator.</summary>
    public string? AccountId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the operator decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>A sender to be registered.</summary>
public sealed record RegisterSenderRequest
{
    /// <summary>A name of up to 11 letters and digits, or a number. For a pool, a name to send by.</summary>
    public required string SenderId { get; init; }

    /// <summary>Where it is to be used: countries by their two letters. Without it, everywhere.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>Makes it a pool of 1 to 100 numbers. Each recipient always gets the same of them.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }
}

/// <summary>Whether a sender is the default.</summary>
public sealed record UpdateSenderRequest
{
    /// <summary>Whether it is the default. <c>true</c> takes that from the one that was.</summary>
    public required bool IsDefault { get; init; }
}

/// <summary>Whether a sender may be used.</summary>
public static class SenderStatus
{
    /// <summary>The operator has not decided.</summary>
    public const string Pending = "pending";

    /// <summary>Live messages may leave with it.</summary>
    public const string Approved = "approved";

    /// <summary>The operator refused it.</summary>
    public const string Rejected = "rejected";
}

/// <summary>What a sender is.</summary>
public static class SenderKind
{
    /// <summary>A name.</summary>
    public const string Alphanumeric = "alphanumeric";

    /// <summary>A number.</summary>
    public const string Number = "number";

    /// <summary>Several numbers under one name.</summary>
    public const string Pool = "pool";
}
