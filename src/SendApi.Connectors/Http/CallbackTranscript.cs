using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Writes down what a provider told of one message by itself. Whose number it is and what was written is not known there, so what may be either is taken out by its name and its looks.</summary>
internal static class CallbackTranscript
{
    private const int ShortestNumber = 7, LongestNumber = 16;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A receipt out of JSON.</summary>
    /// <param name="id">The provider's id of the message, which is shown whatever it looks like.</param>
    public static Exchange Of(JsonElement item, string? id)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, Readable))
            Write(writer, ("", false), item, id);
        return Exchange.Of(null, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    /// <summary>A receipt out of the fields of a form or a query.</summary>
    public static Exchange Of(IReadOnlyList<KeyValuePair<string, string>> fields, string? id) =>
        Exchange.Of(null, string.Join('\n', fields.Select(f => $"{f.Key}={InsteadOf((f.Key, FieldNames.IsError(f.Key)), f.Value, id) ?? f.Value}")));

    private static void Write(Utf8JsonWriter writer, (string Name, bool IsError) place, JsonElement json, string? id)
    {
        var (name, isError) = place;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when Instead(name, isError) is null:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, (property.Name, isError || FieldNames.IsError(property.Name)), property.Value, id);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array when Instead(name, isError) is null:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    Write(writer, place, item, id);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                writer.WriteStringValue(Instead(name, isError));
                break;
            case JsonValueKind.String or JsonValueKind.Number when InsteadOf(place, json.ValueKind == JsonValueKind.String ? JsonText.Whole(json) : json.GetRawText(), id) is { } instead:
                writer.WriteStringValue(instead);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    /// <summary>What stands in place of a value; null for one that may be seen.</summary>
    private static string? InsteadOf((string Name, bool IsError) place, string value, string? id)
    {
        var (name, isError) = place;
        if (value == id || value.Length == 0)
            return null;
        if (Instead(name, isError) is { } instead)
            return instead;
        return LooksLikeNumber(value) && !FieldNames.IsTime(name) ? Exchange.Number : null;
    }

    // What went wrong a provider says in its own words.
    private static string? Instead(string name, bool isError) => FieldNames.Instead(name) is { } instead && !(isError && instead == Exchange.Words) ? instead : null;

    /// <summary>Digits of a length that a phone's number has, with a plus sign before them or a place behind.</summary>
    private static bool LooksLikeNumber(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var number = (at < 0 ? value : value[..at]).Trim().TrimStart('+');
        return number.Length is >= ShortestNumber and <= LongestNumber && number.All(char.IsAsciiDigit);
    }
}
