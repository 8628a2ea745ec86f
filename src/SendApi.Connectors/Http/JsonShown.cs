using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SendApi.Connectors.Http;

/// <summary>Where a value stands in JSON: the name it has, or that of the list it is in, and whether it is within something that is named an error.</summary>
internal readonly record struct JsonPlace(string Name, bool IsError);

/// <summary>Writes JSON again for people, with some values replaced.</summary>
internal static class JsonShown
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="instead">Asked of each value, lists and objects before what is in them: the text that stands in its place, or null to leave it.</param>
    /// <param name="name">What a name is written as.</param>
    public static string Write(JsonElement json, Func<JsonPlace, JsonElement, string?> instead, Func<string, string>? name = null)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output, Readable))
            Value(writer, new("", false), json);
        return Encoding.UTF8.GetString(output.WrittenSpan);

        void Value(Utf8JsonWriter writer, JsonPlace place, JsonElement value)
        {
            if (instead(place, value) is { } text)
                writer.WriteStringValue(text);
            else if (value.ValueKind == JsonValueKind.Object)
                Members(writer, place, value);
            else if (value.ValueKind == JsonValueKind.Array)
                Items(writer, place, value);
            else
                value.WriteTo(writer);
        }

        void Members(Utf8JsonWriter writer, JsonPlace place, JsonElement members)
        {
            writer.WriteStartObject();
            foreach (var member in members.EnumerateObject())
            {
                writer.WritePropertyName(name?.Invoke(member.Name) ?? member.Name);
                Value(writer, new(member.Name, place.IsError || FieldNames.IsError(member.Name)), member.Value);
            }

            writer.WriteEndObject();
        }

        void Items(Utf8JsonWriter writer, JsonPlace place, JsonElement items)
        {
            writer.WriteStartArray();
            foreach (var item in items.EnumerateArray())
                Value(writer, place, item);
            writer.WriteEndArray();
        }
    }
}
