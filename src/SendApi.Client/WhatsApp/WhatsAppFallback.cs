using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What a message falls back to.</summary>
public sealed record WhatsAppFallback
{
    /// <summary>The channel: see <see cref="FallbackChannel"/>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>How long WhatsApp may take to deliver the message.</summary>
    [JsonPropertyName("after_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan After { get; init; }

    /// <summary>The text that was sent in its place.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it was sent, or why it could not be.</summary>
    public string? Reason { get; init; }
}

/// <summary>What WhatsApp falls back to.</summary>
public static class FallbackChannel
{
    /// <summary>A text.</summary>
    public const string Sms = "sms";
}
