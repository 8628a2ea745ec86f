namespace SendApi.Client;

/// <summary>The refusal that a send would get.</summary>
public sealed record ForeseenRefusal
{
    /// <summary>The number: see <see cref="SendApiErrors"/>.</summary>
    public int Code { get; init; }

    /// <summary>The number as a word.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What is wrong, for a person.</summary>
    public string Message { get; init => field = value ?? ""; } = "";

    /// <summary>Each field at fault.</summary>
    public IReadOnlyList<SendApiErrorDetail>? Details { get; init; }

    /// <summary>How many seconds to wait.</summary>
    public long? RetryAfter { get; init; }

    /// <summary>The scope that the key lacks.</summary>
    public string? RequiredScope { get; init; }

    /// <summary>How much of a limit is used.</summary>
    public long? Used { get; init; }

    /// <summary>The limit.</summary>
    public long? Limit { get; init; }

    /// <summary>When the limit begins anew.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}

/// <summary>A quota or limit, and how much of it is used.</summary>
public sealed record Allowance
{
    /// <summary>What it limits.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What it counts.</summary>
    public string Unit { get; init => field = value ?? ""; } = "";

    /// <summary>How much is used.</summary>
    public long Used { get; init; }

    /// <summary>How much there is.</summary>
    public long Limit { get; init; }

    /// <summary>When it begins anew.</summary>
    public DateTimeOffset ResetsAt { get; init; }
}

/// <summary>The credit that a message would be paid from.</summary>
public sealed record CreditCheck
{
    /// <summary>The credit that is there.</summary>
    public Money Available { get; init => field = value ?? new(); } = new();

    /// <summary>What the message would cost.</summary>
    public Money Required { get; init => field = value ?? new(); } = new();
}
