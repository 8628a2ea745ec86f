using System.Globalization;
using System.Text.Json;

namespace SendApi.Connectors.Http;

/// <summary>Reads single values out of a provider's JSON by their place, such as <c>messages[0].status.name</c>.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 16 };

    /// <summary>The document, or null when it is none or nested deeper than anybody needs.</summary>
    public static JsonElement? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        try
        {
            using var document = JsonDocument.Parse(text, Bounded);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value at a place as text; null where there is none, and for null, objects and lists.</summary>
    public static string? At(this JsonElement? root, string place) => Find(root, place) switch
    {
        { ValueKind: JsonValueKind.String } text => Whole(text) is { Length: > 0 } value ? value : null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };

    /// <summary>A text as it is; one that is broken, with half a character in it, as it travelled.</summary>
    public static string Whole(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText();
        }
    }

    public static string? At(this JsonElement root, string place) => At((JsonElement?)root, place);

    /// <summary>The members of a list, or null where there is none.</summary>
    public static IReadOnlyList<JsonElement>? List(this JsonElement? root, string place) =>
        Find(root, place) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;

    /// <summary>What stands at a place; the empty place is the root itself.</summary>
    public static JsonElement? Find(JsonElement? root, string place)
    {
        var here = root;
        foreach (var step in place.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            here = here is { } element ? Step(element, step) : null;
        return here;
    }

    private static JsonElement? Step(JsonElement here, string step)
    {
        if (here.ValueKind == JsonValueKind.Array)
            return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < here.GetArrayLength() ? here[index] : null;
        return here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out var value) ? value : null;
    }
}
