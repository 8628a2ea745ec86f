namespace SendApi.Client;

/// <summary>A text that somebody wrote to you.</summary>
public sealed record InboundSms
{
    /// <summary>Its id, <c>inb_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Who wrote it: E.164, or what the network calls the sender where that is no phone number; redacted after it was taken out for its age.</summary>
    public string From { get; init => field = value ?? ""; } = "";

    /// <summary>Your number or short code that it was sent to.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>The text; null after its words were taken out for their age.</summary>
    public string? Content { get; init; }

    /// <summary>In how many parts it travels.</summary>
    public int Parts { get; init; }

    /// <summary>False where some of its parts never came: then it is what was there.</summary>
    public bool IsComplete { get; init; }

    /// <summary>What it asks for, where the whole text is such a word in one of many languages; else null.</summary>
    public string? Keyword { get; init; }

    /// <summary>The id of the text that answered a keyword, or null.</summary>
    public string? ReplyId { get; init; }

    /// <summary>The provider that brought it.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>When it came; of a long text, when its first part did.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Without people and words, so that they get into no log.</summary>
    public override string ToString() => $"InboundSms {{ Id = {Id} }}";
}

/// <summary>A text that comes in as if a phone had sent it, for trying out.</summary>
public sealed record SimulateInboundRequest
{
    /// <summary>The phone that writes.</summary>
    public required string From { get; init; }

    /// <summary>Your number or short code that it writes to.</summary>
    public required string To { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }
}

/// <summary>What a text asks for where it is such a word alone.</summary>
public static class InboundKeyword
{
    /// <summary>To get nothing more.</summary>
    public const string Stop = "stop";

    /// <summary>To get texts again.</summary>
    public const string Start = "start";

    /// <summary>For help.</summary>
    public const string Help = "help";
}
