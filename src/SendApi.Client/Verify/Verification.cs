namespace SendApi.Client;

/// <summary>A code that was sent, and what became of it. The code itself is never told.</summary>
public sealed record Verification
{
    /// <summary>Its id, <c>ver_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient; redacted after it was taken out for its age, or because the person asked for it.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>How the code travels.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands: see <see cref="VerificationStatus"/>. Everything but pending is final.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The language of the text.</summary>
    public string Locale { get; init => field = value ?? ""; } = "";

    /// <summary>Whose code it is, as the text says it.</summary>
    public string? BrandName { get; init; }

    /// <summary>How many wrong codes may still be entered; only while it is pending.</summary>
    public int? AttemptsRemaining { get; init; }

    /// <summary>When the code was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the code is right.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the right code was entered.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The text that brings the code.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>What became of that text; only where one verification is asked for.</summary>
    public CodeDelivery? Delivery { get; init; }

    /// <summary>The timeline; only where one verification is asked for.</summary>
    public IReadOnlyList<VerificationTimelineEntry>? Events { get; init; }
}

/// <summary>What became of the text that brings a code.</summary>
public sealed record CodeDelivery
{
    /// <summary>The text that brings the code.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands: see <see cref="SmsStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The provider that took or refused it.</summary>
    public string? Provider { get; init; }

    /// <summary>Why it did not arrive.</summary>
    public string? Error { get; init; }
}

/// <summary>One line of a verification's timeline. What a line has nothing to say of is null.</summary>
public sealed record VerificationTimelineEntry
{
    /// <summary>What happened, such as <c>attempt</c> or <c>receipt</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How the code travelled, on lines about its text.</summary>
    public string? Channel { get; init; }

    /// <summary>The provider that it is about.</summary>
    public string? Provider { get; init; }

    /// <summary>What came of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the carrier reported.</summary>
    public string? State { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How many wrong codes could still be entered then.</summary>
    public int? AttemptsRemaining { get; init; }
}

/// <summary>What a check of a code found.</summary>
public sealed record CodeCheck
{
    /// <summary>The verification.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the code was the right one. Look at this: a wrong code is no exception.</summary>
    public bool Valid { get; init; }

    /// <summary>How the verification stands now: see <see cref="VerificationStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>When the right code was entered.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>How many wrong codes may still be entered; with 0 it is locked.</summary>
    public int? AttemptsRemaining { get; init; }
}

/// <summary>How a verification stands. Everything but pending is final.</summary>
public static class VerificationStatus
{
    /// <summary>The code may be entered.</summary>
    public const string Pending = "pending";

    /// <summary>The right code was entered.</summary>
    public const string Verified = "verified";

    /// <summary>Its time is over.</summary>
    public const string Expired = "expired";

    /// <summary>Five wrong codes were entered.</summary>
    public const string Locked = "locked";

    /// <summary>It was taken back, or a newer code replaced it.</summary>
    public const string Canceled = "canceled";
}
