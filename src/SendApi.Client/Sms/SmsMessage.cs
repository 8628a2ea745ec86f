namespace SendApi.Client;

/// <summary>A text and where it stands.</summary>
public sealed record SmsMessage
{
    /// <summary>Its id, <c>sms_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Where it stands: see <see cref="SmsStatus"/>. It only moves forward.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient; redacted after it was taken out for its age, or because the person asked for it.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>What the recipient sees as the sender; null for the carrier's default.</summary>
    public string? SenderId { get; init; }

    /// <summary>The verification whose code it brings. Its content shows the code blotted out.</summary>
    public string? VerificationId { get; init; }

    /// <summary>The text; left out where it was just accepted, and after its words were taken out for their age.</summary>
    public string? Content { get; init; }

    /// <summary>How it travels: see <see cref="SmsEncoding"/>.</summary>
    public string Encoding { get; init => field = value ?? ""; } = "";

    /// <summary>In how many parts it travels and is paid.</summary>
    public int Segments { get; init; }

    /// <summary>What it is for: see <see cref="SendApi.Client.TrafficClass"/>.</summary>
    public string TrafficClass { get; init => field = value ?? ""; } = "";

    /// <summary>What all segments cost together.</summary>
    public Money Price { get; init => field = value ?? new(); } = new();

    /// <summary>The batch that it was sent with.</summary>
    public string? BatchId { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it is to be sent; null for at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>When it will leave, about, where it has to wait: because others wait before it, or because its sender may only send so fast. Only in the answer to a send.</summary>
    public DateTimeOffset? EstimatedSendAt { get; init; }

    /// <summary>Until when the network may try.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Where each step of it is told of.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Your own notes, as they were sent.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What smart encoding replaced, where it was asked for.</summary>
    public IReadOnlyList<ReplacedCharacter>? Replaced { get; init; }

    /// <summary>The provider that took or refused it.</summary>
    public string? Provider { get; init; }

    /// <summary>Why it did not arrive.</summary>
    public MessageError? Error { get; init; }

    /// <summary>The timeline; only where one message is asked for.</summary>
    public IReadOnlyList<SmsTimelineEntry>? Events { get; init; }

    /// <summary>Without people and words, so that they get into no log.</summary>
    public override string ToString() => $"SmsMessage {{ Id = {Id}, Status = {Status} }}";
}

/// <summary>Why a message did not arrive.</summary>
public sealed record MessageError
{
    /// <summary>A number of the catalogue: see <see cref="SendApiErrors"/>.</summary>
    public int Code { get; init; }

    /// <summary>The number as a word.</summary>
    public string? Type { get; init; }

    /// <summary>What happened, for a person.</summary>
    public string? Message { get; init; }
}

/// <summary>A character that smart encoding replaced.</summary>
public sealed record ReplacedCharacter
{
    /// <summary>The character.</summary>
    public string Character { get; init => field = value ?? ""; } = "";

    /// <summary>Its code point, such as <c>U+2019</c>.</summary>
    public string CodePoint { get; init => field = value ?? ""; } = "";

    /// <summary>What stands in its place.</summary>
    public string Replacement { get; init => field = value ?? ""; } = "";

    /// <summary>How often.</summary>
    public int Count { get; init; }
}
