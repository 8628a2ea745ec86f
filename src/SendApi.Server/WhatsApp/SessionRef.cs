using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core;

namespace SendApi.Server.WhatsApp;

/// <summary>What names a session: its id, or its small whole number, also written as a text.</summary>
[JsonConverter(typeof(SessionRefConverter))]
public sealed record SessionRef(string? Id, long Number)
{
    /// <summary>Reads what a caller gave; what can be neither is an id that nothing has.</summary>
    public static SessionRef Named(string text) =>
        (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new SessionRef(null, number) : new(Ids.IsId(Ids.Session, text) ? text : "", 0)) with
        {
            Written = Shown.Cut(text),
        };

    /// <summary>As the caller wrote it, cut to a length that a sentence can hold.</summary>
    public string? Written { get; init; }

    public override string ToString() => Written ?? Id ?? Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Takes a text or a whole number.</summary>
internal sealed class SessionRefConverter : JsonConverter<SessionRef>
{
    public override SessionRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            return new(null, number);
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();

        return SessionRef.Named(reader.GetString() ?? "");
    }

    public override void Write(Utf8JsonWriter writer, SessionRef value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
