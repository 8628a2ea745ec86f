using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SendApi.Client.Http;

/// <summary>Reads the envelope of a success: <c>{"success": true, "data": …, "meta": …}</c>, straight from the bytes.</summary>
internal static class Envelope
{
    public static T One<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> info) where T : class
    {
        T? data = null;
        Read(body, (ref Utf8JsonReader json) => data = JsonSerializer.Deserialize(ref json, info), null);
        return data ?? throw new JsonException("The answer has no data.");
    }

    public static Page<T> List<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> info) where T : class
    {
        List<T>? items = null;
        PageMeta? meta = null;
        Read(body, (ref Utf8JsonReader json) => items = Items(ref json, info), (ref Utf8JsonReader json) => meta = JsonSerializer.Deserialize(ref json, SendApiJson.Default.PageMeta));
        return new(items ?? throw new JsonException("The answer has no list in it."), meta ?? new PageMeta());
    }

    private delegate void Part(ref Utf8JsonReader json);

    private static void Read(ReadOnlySpan<byte> body, Part data, Part? meta)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The answer is not an object.");

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var part = json.ValueTextEquals("data"u8) ? data : json.ValueTextEquals("meta"u8) ? meta : null;
            json.Read();
            if (part is null)
                json.Skip();
            else
                part(ref json);
        }
    }

    private static List<T> Items<T>(ref Utf8JsonReader json, JsonTypeInfo<T> info) where T : class
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException("The data is not a list.");

        var items = new List<T>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            items.Add(JsonSerializer.Deserialize(ref json, info) ?? throw new JsonException("An entry of the list is null."));
        return items;
    }
}
