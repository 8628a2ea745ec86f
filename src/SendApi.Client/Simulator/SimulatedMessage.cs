namespace SendApi.Client;

/// <summary>A message on a simulated phone.</summary>
public sealed record SimulatedMessage
{
    /// <summary>Its id, <c>sim_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How it came: <c>sms</c> or <c>whatsapp</c>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>The phone that shows it.</summary>
    public string Phone { get; init => field = value ?? ""; } = "";

    /// <summary>What the phone shows as the sender; null for the carrier's default.</summary>
    public string? From { get; init; }

    /// <summary>The words as they arrived, put together from their parts.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>What it is, such as <c>text</c> or <c>template</c>; a text by SMS is <c>text</c>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>The one-time code in it, where it is the message of a verification.</summary>
    public string? Code { get; init; }

    /// <summary>The message of yours that arrived.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>When it arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A simulated phone that got something.</summary>
public sealed record SimulatedPhone
{
    /// <summary>Its number.</summary>
    public string Phone { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How many messages it shows.</summary>
    public long Count { get; init; }

    /// <summary>When the newest of them arrived.</summary>
    public DateTimeOffset LastTextAt { get; init; }

    /// <summary>The channels that they came by.</summary>
    public IReadOnlyList<string> Channels { get; init => field = value ?? []; } = [];
}
