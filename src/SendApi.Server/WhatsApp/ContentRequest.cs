using System.Text.Json;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The fields of a body that say what a message holds, the same for one message and for many. Several spellings are taken, for clients of the hosted product and of Meta's API.</summary>
public abstract record ContentRequest
{
    public string? Type { get; init; }
    public string? Content { get; init; }
    public string? Message { get; init; }
    public TextPart? Text { get; init; }
    public LocationPart? Location { get; init; }
    public ContactParts? Contact { get; init; }
    public InteractivePart? Interactive { get; init; }
    public PollPart? Poll { get; init; }
    public TemplatePart? Template { get; init; }
}

/// <summary>The same, and what goes to one person at a time.</summary>
public abstract record SingleContentRequest : ContentRequest
{
    public MediaPart? Media { get; init; }
    public MediaPart? Image { get; init; }
    public MediaPart? Video { get; init; }
    public MediaPart? Audio { get; init; }
    public MediaPart? Document { get; init; }
    public ReactionPart? Reaction { get; init; }
}

/// <summary>Reads what a message is to hold.</summary>
internal static class ContentReader
{
    public const int LongestText = 4_096;

    private const string TextType = "text", TemplateType = "template";

    /// <summary>The types that hold a file.</summary>
    public static readonly IReadOnlyDictionary<string, ContentKind> MediaTypes = new Dictionary<string, ContentKind>
    {
        ["image"] = ContentKind.Image,
        ["video"] = ContentKind.Video,
        ["audio"] = ContentKind.Audio,
        ["document"] = ContentKind.Document,
    };

    private static readonly string[] OtherTypes = ["location", "contact", TemplateType, "interactive", "poll", "reaction"];

    private static readonly WhatsAppContent Nothing = new WhatsAppContent.Other("");

    /// <summary>The content, with each fault named in <paramref name="fields"/>; then what is answered is of no use. A file is read by <see cref="MediaReader"/>, and a reaction names our own id until <see cref="ReactionTargets"/> has found the message.</summary>
    public static WhatsAppContent Read(Fields fields, ContentRequest request)
    {
        var written = fields.Optional("content", request.Content, request.Message);
        switch (request.Type ?? TextType)
        {
            case TextType:
                var words = fields.Required("content", $"the text to send, 1 to {LongestText:N0} characters", written, request.Text?.Body);
                fields.Text("content", words, LongestText);
                return new WhatsAppContent.Text(words);
            case TemplateType:
                return TemplatePart.Read(fields, request.Template);
            case "location":
                return Part(fields, "location", request.Location, written) is { } place ? PartReader.Location(fields, place) : Nothing;
            case "contact":
                return Part(fields, "contact", request.Contact, written) is { } people ? PartReader.Contact(fields, people) : Nothing;
            case "interactive":
                return Part(fields, "interactive", request.Interactive, written) is { } interactive ? InteractiveReader.Read(fields, interactive) : Nothing;
            case "poll":
                return Part(fields, "poll", request.Poll, written) is { } poll ? PartReader.Poll(fields, poll) : Nothing;
            case "reaction":
                return Part(fields, "reaction", (request as SingleContentRequest)?.Reaction, written) is { } reaction ? PartReader.Reaction(fields, reaction) : Nothing;
            case var type when MediaTypes.TryGetValue(type, out var kind):
                return new WhatsAppContent.Media(kind, new("", "", null, 0), null);
            default:
                fields.Add("type", $"'type' must be one of: {string.Join(", ", [TextType, .. MediaTypes.Keys, .. OtherTypes])}.");
                return Nothing;
        }
    }

    /// <summary>A part under its own name, or as JSON in <c>content</c>; null with its fault named.</summary>
    internal static T? Part<T>(Fields fields, string name, T? part, string? written) where T : class
    {
        if (part is not null || written is null)
        {
            if (part is null)
                fields.Add(name, $"'{name}' is required for this type: an object, or the same as JSON text in 'content'.");
            return part;
        }

        try
        {
            if (ApiJson.Read<T>(written) is { } read)
                return read;
        }
        catch (JsonException)
        {
            fields.Add("content", $"'content' must be the JSON of '{name}' for this type. Give the object itself in '{name}'.");
        }

        return null;
    }

    /// <summary>A text of a part, within its length; empty with its fault named where it must be there.</summary>
    internal static string Words(Fields fields, string name, string? text, int longest)
    {
        var words = fields.Required(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1 to {longest:N0} characters"), text);
        fields.Text(name, words, longest);
        return words;
    }

    /// <summary>The same for one that may be left out; an empty one is.</summary>
    internal static string? MaybeWords(Fields fields, string name, string? text, int longest)
    {
        var words = fields.Optional(name, text);
        fields.Text(name, words ?? "", longest);
        return string.IsNullOrEmpty(words) ? null : words;
    }
}
