using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Server.Events;

namespace SendApi.Server.WhatsApp;

/// <summary>A file to send.</summary>
public sealed record MediaPart
{
    [Description("Where the file is, an https address. It is fetched when the message is taken in.")]
    public string? Url { get; init; }

    [Description("Another spelling of `url`.")]
    public string? Link { get; init; }

    [Description("The file itself in Base64, in place of `url`: for small ones, since a body has 1 MiB at most.")]
    public string? Base64 { get; init; }

    [Description("What the person sees it called.")]
    public string? Filename { get; init; }

    [Description("Words under it, 1,024 characters at most; not for audio.")]
    public string? Caption { get; init; }

    [Description("What it is, such as application/pdf. What its first bytes say otherwise is refused.")]
    public string? ContentType { get; init; }
}

/// <summary>Words with buttons or with a list, in our own shape or in that of Meta's API.</summary>
public sealed record InteractivePart
{
    [Description("The words.")]
    public TextPart? Body { get; init; }

    [Description("A line above them.")]
    public TextPart? Header { get; init; }

    [Description("A line below them.")]
    public TextPart? Footer { get; init; }

    [Description("One to three; in place of `list`.")]
    public IReadOnlyList<ButtonPart>? Buttons { get; init; }

    [Description("Up to ten rows; in place of `buttons`.")]
    public ListPart? List { get; init; }

    [Description("Another spelling: what Meta's API calls the shape.")]
    public string? Type { get; init; }

    [Description("Another spelling of `buttons` and `list`, as Meta's API has them.")]
    public ActionPart? Action { get; init; }
}

/// <summary>Buttons or a list as Meta's API has them.</summary>
public sealed record ActionPart
{
    public IReadOnlyList<ReplyButtonPart>? Buttons { get; init; }
    public string? Button { get; init; }
    public IReadOnlyList<SectionPart>? Sections { get; init; }
}

/// <summary>A button as Meta's API has it.</summary>
public sealed record ReplyButtonPart
{
    public string? Type { get; init; }
    public ButtonPart? Reply { get; init; }
}

/// <summary>People to send: one, or several.</summary>
[JsonConverter(typeof(ContactPartsConverter))]
public sealed record ContactParts(IReadOnlyList<ContactPart> Cards);

/// <summary>Takes one person or a list of them; a single number may be called <c>phone</c>.</summary>
internal sealed class ContactPartsConverter : JsonConverter<ContactParts>
{
    public override ContactParts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Array ? new([.. document.RootElement.EnumerateArray().Select(Card)]) : new([Card(document.RootElement)]);
    }

    public override void Write(Utf8JsonWriter writer, ContactParts value, JsonSerializerOptions options) => throw new NotSupportedException("It is only read.");

    private static ContactPart Card(JsonElement card)
    {
        if (card.ValueKind != JsonValueKind.Object)
            throw new JsonException();

        var phones = card.TryGetProperty("phones", out var several) && several.ValueKind != JsonValueKind.Null ? Texts(several) : [];
        return new()
        {
            Name = Text(card, "name"),
            Phones = Text(card, "phone") is { } phone && !phones.Contains(phone) ? [phone, .. phones] : phones,
            Organization = Text(card, "organization"),
            Email = Text(card, "email"),
        };
    }

    private static List<string> Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? Unicode(t) : throw new JsonException())]
        : throw new JsonException();

    private static string? Text(JsonElement card, string name) => !card.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? Unicode(value) : throw new JsonException();

    // Half of a character is no text that a store could keep.
    private static string Unicode(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException(null, fault);
        }
    }
}
