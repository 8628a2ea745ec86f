using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A WhatsApp message, sent or received.</summary>
public sealed record WhatsAppMessage
{
    /// <summary>Its id, <c>msg_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="WhatsAppDirection"/>.</summary>
    public string Direction { get; init => field = value ?? ""; } = "";

    /// <summary>The session that it goes through, or came to.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>What it is: see <see cref="WhatsAppType"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Where it stands: see <see cref="WhatsAppStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient, of one that was sent.</summary>
    public string? To { get; init; }

    /// <summary>Who wrote it, of one that was received.</summary>
    public string? From { get; init; }

    /// <summary>The words of a text; left out where it was just accepted, and after they were taken out for their age. So are the other parts.</summary>
    public string? Content { get; init; }

    /// <summary>The file, of image, video, audio and document.</summary>
    public WhatsAppMessageMedia? Media { get; init; }

    /// <summary>The place, of location.</summary>
    public WhatsAppLocation? Location { get; init; }

    /// <summary>The people, of contact.</summary>
    public IReadOnlyList<WhatsAppContactCard>? Contact { get; init; }

    /// <summary>The words with buttons or a list, of interactive.</summary>
    public WhatsAppInteractive? Interactive { get; init; }

    /// <summary>The poll, of poll.</summary>
    public WhatsAppPoll? Poll { get; init; }

    /// <summary>The emoji and the message that it stands under, of reaction.</summary>
    public WhatsAppReaction? Reaction { get; init; }

    /// <summary>What was chosen of buttons, a list or a poll, of choice.</summary>
    public WhatsAppChoice? Choice { get; init; }

    /// <summary>The template that it is, of one that was sent as one.</summary>
    public TemplateContent? Template { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it is to leave, where that was asked for.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Until when it is tried.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Who is told of each step.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Your own notes, as they were sent.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Why it did not arrive.</summary>
    public MessageError? Error { get; init; }

    /// <summary>Why it has not left yet; only where one message is asked for.</summary>
    public WhatsAppWaiting? Waiting { get; init; }

    /// <summary>What it falls back to; where it was just accepted, or one message is asked for.</summary>
    public WhatsAppFallback? Fallback { get; init; }

    /// <summary>The timeline; only where one message is asked for.</summary>
    public IReadOnlyList<WhatsAppTimelineEntry>? Events { get; init; }

    /// <summary>Without people and words, so that they get into no log.</summary>
    public override string ToString() => $"WhatsAppMessage {{ Id = {Id}, Status = {Status} }}";
}

/// <summary>Why a message has not left yet.</summary>
public sealed record WhatsAppWaiting
{
    /// <summary>Why, for a person.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Until when; null where nobody can tell.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>One line of a message's timeline.</summary>
public sealed record WhatsAppTimelineEntry
{
    /// <summary>What happened, such as <c>attempt</c> or <c>receipt</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Which attempt it was, from 1.</summary>
    public long? Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>WhatsApp's own ids of it, of an attempt that was accepted.</summary>
    public IReadOnlyList<string>? ProviderIds { get; init; }

    /// <summary>The id that a report is about.</summary>
    public string? ProviderId { get; init; }

    /// <summary>What the gateway reported.</summary>
    public string? State { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The text that was sent in its place.</summary>
    public string? MessageId { get; init; }

    /// <summary>What was said to the gateway and by it, of an attempt and of a report, as long as the server keeps it.</summary>
    public IReadOnlyList<ProviderExchange>? Exchanges { get; init; }
}

/// <summary>A message to send. Only <see cref="To"/> is required, and <see cref="Content"/> or the part of its <see cref="Type"/>; what is null is left to the server.</summary>
public sealed record SendWhatsAppRequest
{
    /// <summary>The session that it goes through, by its id or its number; without it, the one that is connected.</summary>
    public string? SessionId { get; init; }

    /// <summary>The recipient: a plus sign, the country code and the number.</summary>
    public required string To { get; init; }

    /// <summary>What it is: see <see cref="WhatsAppType"/>; text without it.</summary>
    public string? Type { get; init; }

    /// <summary>The words of a text, 1 to 4,096 characters.</summary>
    public string? Content { get; init; }

    /// <summary>The file to send, of image, video, audio and document.</summary>
    public SendMedia? Media { get; init; }

    /// <summary>The place, of location.</summary>
    public WhatsAppLocation? Location { get; init; }

    /// <summary>The people, of contact.</summary>
    public IReadOnlyList<WhatsAppContactCard>? Contact { get; init; }

    /// <summary>The words with buttons or a list, of interactive.</summary>
    public WhatsAppInteractive? Interactive { get; init; }

    /// <summary>The poll, of poll.</summary>
    public WhatsAppPoll? Poll { get; init; }

    /// <summary>The emoji and the message that it stands under, of reaction.</summary>
    public WhatsAppReaction? Reaction { get; init; }

    /// <summary>An approved template, with <see cref="WhatsAppType.Template"/>.</summary>
    public TemplateContent? Template { get; init; }

    /// <summary>When it is to leave, up to a year ahead.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>How long it is tried, in whole seconds from a minute to a week; a day without it.</summary>
    [JsonPropertyName("validity_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Validity { get; init; }

    /// <summary>Told of each step of this message, in place of the session's webhook.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Your own notes, given back with the message and its events.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Where it goes when WhatsApp does not deliver it in its time: see <see cref="FallbackChannel"/>. The key needs <c>sms:write</c> too.</summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary>How long WhatsApp may take to deliver it, in whole seconds from half a minute to a day; five minutes without it.</summary>
    [JsonPropertyName("fallback_after_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? FallbackAfter { get; init; }

    /// <summary>The words of the text, where they are not those of the message.</summary>
    public string? FallbackText { get; init; }

    /// <summary>Its name alone: people and words get into no log.</summary>
    public override string ToString() => nameof(SendWhatsAppRequest);
}

/// <summary>Whether a number has WhatsApp.</summary>
public sealed record ContactCheck
{
    /// <summary>The number.</summary>
    public string Phone { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it has WhatsApp.</summary>
    [JsonPropertyName("is_whatsapp_user")]
    public bool IsWhatsAppUser { get; init; }

    /// <summary>What WhatsApp calls it; null for a number that has no WhatsApp.</summary>
    [JsonPropertyName("whatsapp_id")]
    public string? WhatsAppId { get; init; }

    /// <summary>Its name alone: people get into no log.</summary>
    public override string ToString() => nameof(ContactCheck);
}

/// <summary>Which way a message went.</summary>
public static class WhatsAppDirection
{
    /// <summary>It was received.</summary>
    public const string In = "in";

    /// <summary>It was sent.</summary>
    public const string Out = "out";
}

/// <summary>Where a message stands.</summary>
public static class WhatsAppStatus
{
    /// <summary>It is on disk, and waits to leave.</summary>
    public const string Accepted = "accepted";

    /// <summary>WhatsApp took it.</summary>
    public const string Sent = "sent";

    /// <summary>It may have left, and nobody knows.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>It reached the phone.</summary>
    public const string Delivered = "delivered";

    /// <summary>The person opened it.</summary>
    public const string Read = "read";

    /// <summary>It will not arrive.</summary>
    public const string Failed = "failed";

    /// <summary>It was taken back.</summary>
    public const string Canceled = "canceled";

    /// <summary>Somebody wrote it to you.</summary>
    public const string Received = "received";
}
