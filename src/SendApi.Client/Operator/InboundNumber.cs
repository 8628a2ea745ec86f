namespace SendApi.Client;

/// <summary>A number or short code whose texts are an account's.</summary>
public sealed record InboundNumber
{
    /// <summary>The number or short code.</summary>
    public string Number { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Whose it is.</summary>
    public string AccountId { get; init => field = value ?? ""; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Only texts that this provider brings; null for all.</summary>
    public string? Provider { get; init; }

    /// <summary>How many texts of the past became the account's, where a number was just added.</summary>
    public long? Assigned { get; init; }
}

/// <summary>A number whose texts become an account's.</summary>
public sealed record AddNumberRequest
{
    /// <summary>The number, or a short code of 3 to 6 digits.</summary>
    public required string Number { get; init; }

    /// <summary>Only texts that this provider brings: short codes of two countries may be the same. It comes before an entry without a provider.</summary>
    public string? Provider { get; init; }
}

/// <summary>A number that is nobody's any more.</summary>
public sealed record RemovedNumber
{
    /// <summary>The number.</summary>
    public string Number { get; init => field = value ?? ""; } = "";

    /// <summary>True: it is gone.</summary>
    public bool Deleted { get; init; }

    /// <summary>Only for texts that this provider brings; null for all.</summary>
    public string? Provider { get; init; }
}

/// <summary>Why a sender is rejected.</summary>
public sealed record RejectSenderRequest
{
    /// <summary>Why; the account is told.</summary>
    public required string Reason { get; init; }
}
