namespace SendApi.Client;

/// <summary>A text that may have left, and nobody knows.</summary>
public sealed record UncertainMessage
{
    /// <summary>The message.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Whose it is.</summary>
    public string AccountId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether a test key sent it.</summary>
    public bool IsTest { get; init; }

    /// <summary>The recipient.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>What the recipient sees as the sender; null for the carrier's default.</summary>
    public string? SenderId { get; init; }

    /// <summary>What it is for: see <see cref="SendApi.Client.TrafficClass"/>.</summary>
    public string TrafficClass { get; init => field = value ?? ""; } = "";

    /// <summary>The provider that was asked to take it.</summary>
    public string? Provider { get; init; }

    /// <summary>What stays set aside for it until it is settled, or was paid when it was sent again.</summary>
    public Money Price { get; init => field = value ?? new(); } = new();

    /// <summary>Why nobody knows.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was sent once more, or is to be kept as it is: no rule sends it again.</summary>
    public bool IsSpent { get; init; }

    /// <summary>Whether it is just being sent once more.</summary>
    public bool IsQueued { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nobody knows.</summary>
    public DateTimeOffset UncertainSince { get; init; }

    /// <summary>Until when the network may try.</summary>
    public DateTimeOffset ValidUntil { get; init; }
}

/// <summary>What an uncertain text is settled as.</summary>
public sealed record SettleUncertainRequest
{
    /// <summary>What it is settled as: see <see cref="SettleAs"/>.</summary>
    public required string As { get; init; }
}

/// <summary>An uncertain text that was settled.</summary>
public sealed record Settlement
{
    /// <summary>The message.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>delivered, failed or resend, as it was asked.</summary>
    public string SettledAs { get; init => field = value ?? ""; } = "";
}

/// <summary>What an uncertain text is settled as.</summary>
public static class SettleAs
{
    /// <summary>It arrived.</summary>
    public const string Delivered = "delivered";

    /// <summary>It did not leave.</summary>
    public const string Failed = "failed";

    /// <summary>It is sent once more, and may arrive twice.</summary>
    public const string Resend = "resend";
}
