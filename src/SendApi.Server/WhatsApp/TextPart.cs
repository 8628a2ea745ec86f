using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.WhatsApp;

/// <summary>Words, as a text or as Meta's own API has them: <c>{"body": …}</c>, in some places <c>{"text": …}</c>.</summary>
[JsonConverter(typeof(TextPartConverter))]
public sealed record TextPart(string? Body);

/// <summary>Takes a text, or an object with it in body or text.</summary>
internal sealed class TextPartConverter : JsonConverter<TextPart>
{
    public override TextPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new(reader.GetString());
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        string? body = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isBody = reader.ValueTextEquals("body"u8) || reader.ValueTextEquals("text"u8);
            reader.Read();
            if (!isBody)
                reader.Skip();
            else
                body = reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw new JsonException();
        }

        return new(body);
    }

    public override void Write(Utf8JsonWriter writer, TextPart value, JsonSerializerOptions options) => writer.WriteStringValue(value.Body);
}
