namespace SendApi.Client;

/// <summary>A move of credit from one book to another.</summary>
public sealed record LedgerEntry
{
    /// <summary>Its id, <c>txn_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of move it is.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>How much moved.</summary>
    public Money Amount { get; init => field = value ?? new(); } = new();

    /// <summary>The book that it left.</summary>
    public string From { get; init => field = value ?? ""; } = "";

    /// <summary>The book that it came to.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>When it was booked.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The text that it was for.</summary>
    public string? MessageId { get; init; }

    /// <summary>The operator's name of the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>A word to find it by.</summary>
    public string? Note { get; init; }
}
