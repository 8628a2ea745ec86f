using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>One WhatsApp message to many.</summary>
public sealed record SendWhatsAppBulkRequest
{
    /// <summary>The session that they go through, by its id or its number; without it, the one that is connected.</summary>
    public string? SessionId { get; init; }

    /// <summary>1 to 500 rows. Each is judged on its own; a recipient that stands there twice counts once.</summary>
    public required IReadOnlyList<BulkRecipient> Recipients { get; init; }

    /// <summary>What it is: see <see cref="WhatsAppType"/>; text without it. Files and reactions go one by one.</summary>
    public string? Type { get; init; }

    /// <summary>The words, 1 to 4,096 characters, with a place <c>{{name}}</c> for each variable of the rows.</summary>
    public string? Content { get; init; }

    /// <summary>The place, of location.</summary>
    public WhatsAppLocation? Location { get; init; }

    /// <summary>The people, of contact.</summary>
    public IReadOnlyList<WhatsAppContactCard>? Contact { get; init; }

    /// <summary>The words with buttons or a list, of interactive.</summary>
    public WhatsAppInteractive? Interactive { get; init; }

    /// <summary>The poll, of poll.</summary>
    public WhatsAppPoll? Poll { get; init; }

    /// <summary>An approved template, with <see cref="WhatsAppType.Template"/>.</summary>
    public TemplateContent? Template { get; init; }

    /// <summary>How many milliseconds after the one before it each leaves at the earliest: 500 to 60,000, and 1,500 without it.</summary>
    public int? DelayMs { get; init; }

    /// <summary>How long each is tried, in whole seconds from a minute to a week; a day without it.</summary>
    [JsonPropertyName("validity_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Validity { get; init; }

    /// <summary>Told of each step of these messages, in place of the session's webhook.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Your own notes, given back with each message and its events.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Its name alone: people and words get into no log.</summary>
    public override string ToString() => nameof(SendWhatsAppBulkRequest);
}
