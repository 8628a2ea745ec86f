using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.Phone;

/// <summary>A row of a bulk: a number, or a number with its country.</summary>
[JsonConverter(typeof(PhoneEntryReader))]
public readonly record struct PhoneEntry(string? Number, string? Country);

/// <summary>A row of a bulk as an object.</summary>
public sealed record PhoneRow(string? Number, string? Country);

/// <summary>Reads a row in either form.</summary>
public sealed class PhoneEntryReader : JsonConverter<PhoneEntry>
{
    public override PhoneEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return new(JsonSerializer.Deserialize(ref reader, ApiJson.Info<string>()), null);

            var row = JsonSerializer.Deserialize(ref reader, ApiJson.Info<PhoneRow>());
            return new(row?.Number, row?.Country);
        }
        catch (JsonException fault) when (fault.InnerException is not JsonException)
        {
            // Its path begins within the row; without one the row's own place in the body is told.
            throw new JsonException(fault.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, PhoneEntry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Number is not null)
            writer.WriteString("number", value.Number);
        if (value.Country is not null)
            writer.WriteString("country", value.Country);
        writer.WriteEndObject();
    }
}
