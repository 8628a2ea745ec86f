namespace SendApi.Client;

/// <summary>What a message is.</summary>
public static class WhatsAppType
{
    /// <summary>Words.</summary>
    public const string Text = "text";

    /// <summary>A picture.</summary>
    public const string Image = "image";

    /// <summary>A film.</summary>
    public const string Video = "video";

    /// <summary>A sound.</summary>
    public const string Audio = "audio";

    /// <summary>Any other file.</summary>
    public const string Document = "document";

    /// <summary>A place.</summary>
    public const string Location = "location";

    /// <summary>People of an address book.</summary>
    public const string Contact = "contact";

    /// <summary>A template of Meta's; refused on linked sessions.</summary>
    public const string Template = "template";

    /// <summary>Words with buttons or a list.</summary>
    public const string Interactive = "interactive";

    /// <summary>A poll.</summary>
    public const string Poll = "poll";

    /// <summary>An emoji under another message.</summary>
    public const string Reaction = "reaction";

    /// <summary>What somebody chose of buttons, a list or a poll; it is only received.</summary>
    public const string Choice = "choice";

    /// <summary>Received, and of a kind that the server does not understand.</summary>
    public const string Other = "other";
}

/// <summary>How a file stands.</summary>
public static class MediaState
{
    /// <summary>It is still being fetched from the gateway.</summary>
    public const string Pending = "pending";

    /// <summary>Its bytes can be had.</summary>
    public const string Stored = "stored";

    /// <summary>It could not be fetched.</summary>
    public const string Failed = "failed";
}

/// <summary>A file to send: either where it is, or its bytes.</summary>
public sealed record SendMedia
{
    /// <summary>Where it is, an https address.</summary>
    public string? Url { get; init; }

    /// <summary>Its bytes in Base64, for small files.</summary>
    public string? Base64 { get; init; }

    /// <summary>What the person sees it called.</summary>
    public string? Filename { get; init; }

    /// <summary>Words under it; not for audio.</summary>
    public string? Caption { get; init; }

    /// <summary>What it is, such as <c>application/pdf</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its name alone: files and words get into no log.</summary>
    public override string ToString() => nameof(SendMedia);
}

/// <summary>The file of a message.</summary>
public sealed record WhatsAppMessageMedia
{
    /// <summary>Its id, <c>med_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands: see <see cref="MediaState"/>.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>What it is, such as <c>image/jpeg</c>.</summary>
    public string ContentType { get; init => field = value ?? ""; } = "";

    /// <summary>What the person sees it called.</summary>
    public string? Filename { get; init; }

    /// <summary>In bytes; null while it is not known.</summary>
    public long? Size { get; init; }

    /// <summary>Words under it.</summary>
    public string? Caption { get; init; }

    /// <summary>Without names and words, so that they get into no log.</summary>
    public override string ToString() => $"WhatsAppMessageMedia {{ Id = {Id}, State = {State} }}";
}

/// <summary>A file by itself.</summary>
public sealed record WhatsAppMedia
{
    /// <summary>Its id, <c>med_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands: see <see cref="MediaState"/>.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>The message that it came with, or goes with.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>What it is, such as <c>image/jpeg</c>.</summary>
    public string ContentType { get; init => field = value ?? ""; } = "";

    /// <summary>What the person sees it called.</summary>
    public string? Filename { get; init; }

    /// <summary>In bytes; null while it is not known.</summary>
    public long? Size { get; init; }

    /// <summary>Of the bytes, in hexadecimal; null while they are not there.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Why it could not be fetched, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Without its name, so that it gets into no log.</summary>
    public override string ToString() => $"WhatsAppMedia {{ Id = {Id}, State = {State} }}";
}

/// <summary>A place.</summary>
public sealed record WhatsAppLocation
{
    /// <summary>In degrees, -90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>In degrees, -180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>Its address.</summary>
    public string? Address { get; init; }

    /// <summary>Its name alone: places of people get into no log.</summary>
    public override string ToString() => nameof(WhatsAppLocation);
}

/// <summary>A person of an address book.</summary>
public sealed record WhatsAppContactCard
{
    /// <summary>The whole name.</summary>
    public string? Name { get; init; }

    /// <summary>In E.164 form to send; as the phone spelled them where they were received.</summary>
    public IReadOnlyList<string>? Phones { get; init; }

    /// <summary>Where the person works.</summary>
    public string? Organization { get; init; }

    /// <summary>An address of email.</summary>
    public string? Email { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(WhatsAppContactCard);
}

/// <summary>Words with buttons or with a list.</summary>
public sealed record WhatsAppInteractive
{
    /// <summary>The words.</summary>
    public string Body { get; init => field = value ?? ""; } = "";

    /// <summary>A line above them.</summary>
    public string? Header { get; init; }

    /// <summary>A line below them.</summary>
    public string? Footer { get; init; }

    /// <summary>One to three; in place of <see cref="List"/>.</summary>
    public IReadOnlyList<WhatsAppButton>? Buttons { get; init; }

    /// <summary>Up to ten rows; in place of <see cref="Buttons"/>.</summary>
    public WhatsAppList? List { get; init; }

    /// <summary>Its name alone: words get into no log.</summary>
    public override string ToString() => nameof(WhatsAppInteractive);
}

/// <summary>A button under words.</summary>
public sealed record WhatsAppButton
{
    /// <summary>Comes back with the choice.</summary>
    public string? Id { get; init; }

    /// <summary>What stands on it.</summary>
    public string? Title { get; init; }
}

/// <summary>A list that opens.</summary>
public sealed record WhatsAppList
{
    /// <summary>What stands on the button that opens it.</summary>
    public string? Button { get; init; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<WhatsAppSection>? Sections { get; init; }
}

/// <summary>One part of a list.</summary>
public sealed record WhatsAppSection
{
    /// <summary>Needed where there are several.</summary>
    public string? Title { get; init; }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<WhatsAppRow>? Rows { get; init; }
}

/// <summary>One thing that a person can choose of a list.</summary>
public sealed record WhatsAppRow
{
    /// <summary>Comes back with the choice.</summary>
    public string? Id { get; init; }

    /// <summary>What stands there.</summary>
    public string? Title { get; init; }

    /// <summary>A line below that.</summary>
    public string? Description { get; init; }
}

/// <summary>A poll.</summary>
public sealed record WhatsAppPoll
{
    /// <summary>What is asked.</summary>
    public string? Question { get; init; }

    /// <summary>2 to 12.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>How many options one person may choose; 1 without it.</summary>
    public int? MaxChoices { get; init; }

    /// <summary>Its name alone: words get into no log.</summary>
    public override string ToString() => nameof(WhatsAppPoll);
}

/// <summary>An emoji under another message.</summary>
public sealed record WhatsAppReaction
{
    /// <summary>The message that it stands under.</summary>
    public string? MessageId { get; init; }

    /// <summary>One emoji; empty takes it away.</summary>
    public string? Emoji { get; init; }
}

/// <summary>What somebody chose of buttons, a list or a poll.</summary>
public sealed record WhatsAppChoice
{
    /// <summary>The id of the button or the row; of a poll the options themselves, one a line.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What stood there.</summary>
    public string Title { get; init => field = value ?? ""; } = "";

    /// <summary>The message that was answered; null where the server does not know it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its name alone: words get into no log.</summary>
    public override string ToString() => nameof(WhatsAppChoice);
}
