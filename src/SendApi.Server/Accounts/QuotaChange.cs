using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.Accounts;

/// <summary>A quota in a change. Left out it stays as it was, null makes it unlimited, a number is the new limit.</summary>
[JsonConverter(typeof(QuotaChangeReader))]
public readonly record struct QuotaChange(bool IsGiven, long? Limit)
{
    public static QuotaChange To(long? limit) => new(true, limit);

    public long? Over(long? was) => IsGiven ? Limit : was;
}

/// <summary>Tells a null that was sent from a quota that was left out: only what is sent is read.</summary>
public sealed class QuotaChangeReader : JsonConverter<QuotaChange>
{
    public override bool HandleNull => true;

    public override QuotaChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => QuotaChange.To(null),
        JsonTokenType.Number when reader.TryGetInt64(out var limit) => QuotaChange.To(limit),
        _ => throw new JsonException("A whole number or null was expected."),
    };

    public override void Write(Utf8JsonWriter writer, QuotaChange value, JsonSerializerOptions options)
    {
        if (value.Limit is { } limit)
            writer.WriteNumberValue(limit);
        else
            writer.WriteNullValue();
    }
}
