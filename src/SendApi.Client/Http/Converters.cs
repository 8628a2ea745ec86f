using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Client.Http;

/// <summary>A span of time that travels as whole seconds. A part of a second counts as a whole one.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromSeconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue((long)Math.Ceiling(value.TotalSeconds));
}

/// <summary>A quota on the wire: a number, or null for no limit.</summary>
internal sealed class QuotaConverter : JsonConverter<Quota>
{
    public override bool HandleNull => true;

    public override Quota Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? Quota.Unlimited : Quota.Of(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Quota value, JsonSerializerOptions options)
    {
        if (value.Limit is { } limit)
            writer.WriteNumberValue(limit);
        else
            writer.WriteNullValue();
    }
}
