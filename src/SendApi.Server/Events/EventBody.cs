using System.Buffers;

namespace SendApi.Server.Events;

/// <summary>The body that is delivered: <c>{"id", "event", "timestamp", "data"}</c>, the same bytes at each attempt.</summary>
public static class EventBody
{
    public static byte[] Of(string id, string type, DateTimeOffset at, string data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 192);
        using (var json = ApiJson.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("event", type);
            json.WriteString("timestamp", at.UtcDateTime);
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
