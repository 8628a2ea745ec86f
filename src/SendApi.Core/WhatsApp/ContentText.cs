using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Core.WhatsApp;

/// <summary>Content as it is stored, in one text beside the number of its kind: the words of a text, and JSON of everything else.</summary>
public static class ContentText
{
    public static string Write(WhatsAppContent content) => content switch
    {
        WhatsAppContent.Text text => text.Body,
        WhatsAppContent.Media media => JsonSerializer.Serialize(media, ContentJson.Default.Media),
        WhatsAppContent.Location location => JsonSerializer.Serialize(location, ContentJson.Default.Location),
        WhatsAppContent.Contact contact => JsonSerializer.Serialize(contact, ContentJson.Default.Contact),
        WhatsAppContent.Template template => JsonSerializer.Serialize(template, ContentJson.Default.Template),
        WhatsAppContent.Interactive interactive => JsonSerializer.Serialize(interactive, ContentJson.Default.Interactive),
        WhatsAppContent.Poll poll => JsonSerializer.Serialize(poll, ContentJson.Default.Poll),
        WhatsAppContent.Reaction reaction => JsonSerializer.Serialize(reaction, ContentJson.Default.Reaction),
        WhatsAppContent.Choice choice => JsonSerializer.Serialize(choice, ContentJson.Default.Choice),
        WhatsAppContent.Other other => other.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(content), content.Kind, null),
    };

    /// <summary>What was written; null where the words were taken out for their age.</summary>
    public static WhatsAppContent? Read(ContentKind kind, string stored) => stored.Length == 0 ? null : kind switch
    {
        ContentKind.Text => new WhatsAppContent.Text(stored),
        ContentKind.Image or ContentKind.Video or ContentKind.Audio or ContentKind.Document => JsonSerializer.Deserialize(stored, ContentJson.Default.Media),
        ContentKind.Location => JsonSerializer.Deserialize(stored, ContentJson.Default.Location),
        ContentKind.Contact => JsonSerializer.Deserialize(stored, ContentJson.Default.Contact),
        ContentKind.Template => JsonSerializer.Deserialize(stored, ContentJson.Default.Template),
        ContentKind.Interactive => JsonSerializer.Deserialize(stored, ContentJson.Default.Interactive),
        ContentKind.Poll => JsonSerializer.Deserialize(stored, ContentJson.Default.Poll),
        ContentKind.Reaction => JsonSerializer.Deserialize(stored, ContentJson.Default.Reaction),
        ContentKind.Choice => JsonSerializer.Deserialize(stored, ContentJson.Default.Choice),
        ContentKind.Other => new WhatsAppContent.Other(stored),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>The source-generated JSON types of stored content.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WhatsAppContent.Media))]
[JsonSerializable(typeof(WhatsAppContent.Location))]
[JsonSerializable(typeof(WhatsAppContent.Contact))]
[JsonSerializable(typeof(WhatsAppContent.Template))]
[JsonSerializable(typeof(WhatsAppContent.Interactive))]
[JsonSerializable(typeof(WhatsAppContent.Poll))]
[JsonSerializable(typeof(WhatsAppContent.Reaction))]
[JsonSerializable(typeof(WhatsAppContent.Choice))]
internal sealed partial class ContentJson : JsonSerializerContext;
