using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What is sent and how, whoever gets it. Only <see cref="Content"/> is required; what is null is left to the server.</summary>
public abstract record SmsText
{
    private protected SmsText()
    {
    }

    /// <summary>The text, 1 to 1,600 characters. In a bulk send <c>{{name}}</c> is a place for the variable <c>name</c> of each row.</summary>
    public required string Content { get; init; }

    /// <summary>What the recipient sees as the sender: a name, a number, or the name of a pool of yours. Without it, your default sender where it may be used, else the carrier's own.</summary>
    public string? SenderId { get; init; }

    /// <summary>Told of each step of this message, as a webhook would be. It must be on the internet; http is only for a receiver on the server's own machine, where the operator allows that.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>When to send it, up to a year ahead; at once without it.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>How long the network may keep trying before the message expires, in whole seconds from a minute to a week; a day without it.</summary>
    [JsonPropertyName("validity_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Validity { get; init; }

    /// <summary>Refuse the message rather than send it in more parts than this.</summary>
    public int? MaxSegments { get; init; }

    /// <summary>Replace curly quotes, dashes and other look-alikes when the text then fits GSM-7. The answer says what was replaced.</summary>
    public bool? SmartEncoding { get; init; }

    /// <summary>What the text is for: see <see cref="SendApi.Client.TrafficClass"/>. Without it, transactional; of a bulk send, bulk.</summary>
    public string? TrafficClass { get; init; }

    /// <summary>Your own notes, given back with the message and its events.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Its name alone: people and words get into no log.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A text to one recipient.</summary>
public sealed record SendSmsRequest : SmsText
{
    /// <summary>The recipient: a plus sign, the country code and the number.</summary>
    public required string To { get; init; }
}

/// <summary>Another time for a text that has not left.</summary>
public sealed record RescheduleSmsRequest
{
    /// <summary>When to send it, later than now and up to a year ahead.</summary>
    public required DateTimeOffset SendAt { get; init; }
}
