using System.Text.Json;

namespace SendApi.Core;

/// <summary>JSON that is written piece by piece, as the bytes that travel.</summary>
public static class JsonBytes
{
    /// <summary>An object with what is written into it.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> members) => Of(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>A list with what is written into it.</summary>
    public static byte[] List(Action<Utf8JsonWriter> members) => Of(json =>
    {
        json.WriteStartArray();
        members(json);
        json.WriteEndArray();
    });

    private static byte[] Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            write(json);
        return stream.ToArray();
    }
}
