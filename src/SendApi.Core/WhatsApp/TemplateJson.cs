using System.Text.Json;

namespace SendApi.Core.WhatsApp;

/// <summary>Reads Meta's arrays <c>components</c>, of templates and of messages.</summary>
public static class TemplateJson
{
    /// <summary>What was stored, which was checked before.</summary>
    public static JsonElement Parse(string components)
    {
        using var document = JsonDocument.Parse(components);
        return document.RootElement.Clone();
    }

    /// <summary>Whether every name and text in it can be read: JSON can escape halves of a character, which are no text.</summary>
    public static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(m => m.Name is not null && IsText(m.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A text of an object; null where there is none.</summary>
    public static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A word of an object without regard to case: Meta writes templates in capitals and messages in small letters.</summary>
    public static string Word(JsonElement at, string name) => (Text(at, name) ?? "").ToUpperInvariant();

    /// <summary>A list of an object; empty where there is none.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    /// <summary>A whole number of an object, also one that is written as a text, as Meta has both; null where there is none.</summary>
    public static int? Number(JsonElement at, string name)
    {
        if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out var value))
            return null;

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
