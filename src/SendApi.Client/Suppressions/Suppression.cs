namespace SendApi.Client;

/// <summary>An address that gets nothing more.</summary>
public sealed record Suppression
{
    /// <summary>Its id, <c>sup_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The phone number in E.164 form, or the email address in lower case.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>What it gets nothing on: see <see cref="SuppressionChannel"/>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>Why.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Where it came from, such as <c>api</c>, <c>import</c> or <c>cli</c>.</summary>
    public string Source { get; init => field = value ?? ""; } = "";

    /// <summary>Since when it is listed.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An address that is to get nothing more.</summary>
public sealed record AddSuppressionRequest
{
    /// <summary>A phone number with its plus sign, or an email address, which is kept in lower case.</summary>
    public required string Address { get; init; }

    /// <summary>What it gets nothing on: see <see cref="SuppressionChannel"/>; everything without it. Texts and WhatsApp need a phone number, emails an email address.</summary>
    public string? Channel { get; init; }

    /// <summary>Why, in a few words; <c>manual</c> without it. A refused send repeats it.</summary>
    public string? Reason { get; init; }
}

/// <summary>What became of the lines of an import.</summary>
public sealed record ImportResult
{
    /// <summary>How many addresses are new on the list.</summary>
    public long Imported { get; init; }

    /// <summary>How many stood there already.</summary>
    public long AlreadyListed { get; init; }

    /// <summary>How many lines were not taken.</summary>
    public long Rejected { get; init; }

    /// <summary>The first 100 of the lines that were not taken.</summary>
    public IReadOnlyList<LineError> Errors { get; init => field = value ?? []; } = [];
}

/// <summary>A line that was not taken.</summary>
public sealed record LineError
{
    /// <summary>The line of the file, from 1.</summary>
    public long Line { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string Message { get; init => field = value ?? ""; } = "";
}

/// <summary>What an address gets nothing on.</summary>
public static class SuppressionChannel
{
    /// <summary>Texts.</summary>
    public const string Sms = "sms";

    /// <summary>WhatsApp messages.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>Emails.</summary>
    public const string Email = "email";

    /// <summary>Everything.</summary>
    public const string All = "all";
}
