using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.Http;

/// <summary>A row of a bulk send: a number, or a number with what fills the places of the text.</summary>
[JsonConverter(typeof(BulkRecipientReader))]
public sealed record BulkRecipient(string? To, IReadOnlyDictionary<string, string> Variables);

/// <summary>A row of a bulk send as an object.</summary>
public sealed record BulkRow(string? To, Dictionary<string, JsonElement>? Variables);

/// <summary>Reads a row in either form. A variable is a text, a number or true and false; a number is taken as it was written.</summary>
public sealed class BulkRecipientReader : JsonConverter<BulkRecipient>
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public override BulkRecipient Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return new(JsonSerializer.Deserialize(ref reader, ApiJson.Info<string>()), None);

            var row = JsonSerializer.Deserialize(ref reader, ApiJson.Info<BulkRow>());
            return new(row?.To, row?.Variables is { Count: > 0 } given ? given.ToDictionary(v => v.Key, v => Text(v.Value)) : None);
        }
        catch (JsonException fault) when (fault.InnerException is not JsonException)
        {
            // Its path begins within the row; without one the row's own place in the body is told.
            throw new JsonException(fault.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, BulkRecipient value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.To is not null)
            writer.WriteString("to", value.To);
        if (value.Variables.Count > 0)
        {
            writer.WriteStartObject("variables");
            foreach (var (name, text) in value.Variables)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() ?? "",
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => throw new JsonException("A text or a number was expected."),
            };
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException(UnicodeText.NotUnicode, fault);
        }
    }
}
