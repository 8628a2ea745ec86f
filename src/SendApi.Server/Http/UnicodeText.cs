using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.Http;

/// <summary>Reads JSON strings and tells the two ways apart in which one can be no text: another JSON type, or half of a surrogate pair.</summary>
public sealed class UnicodeText : JsonConverter<string>
{
    /// <summary>The message of the exception for a string that is not Unicode.</summary>
    public const string NotUnicode = "The string is not Unicode text.";

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("A string was expected.");

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException(NotUnicode, fault);
        }
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException(NotUnicode, fault);
        }
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
