using System.Text.Json;
using SendApi.Core.Phones;

namespace SendApi.Server.Phone;

/// <summary>Writes a row of a bulk straight from the finding, in the very form of a <see cref="PhoneView"/>: a thousand of them in an answer cost half of all the work when each was made a view first.</summary>
internal static class PhoneWriter
{
    private static readonly JsonEncodedText Input = Name("input"), Valid = Name("valid"), E164 = Name("e164"), NationalFormat = Name("national_format"), InternationalFormat = Name("international_format"),
        Country = Name("country"), CountryCode = Name("country_code"), DialPrefix = Name("dial_prefix"), Line = Name("line_type"), Carrier = Name("carrier"), Region = Name("region"),
        TimeZones = Name("time_zones"), Possible = Name("possible"), Extension = Name("extension"), Error = Name("error"), Reason = Name("reason");

    public static void Write(Utf8JsonWriter json, string input, string? country, in PhoneFinding found)
    {
        json.WriteStartObject();
        json.WriteString(Input, input);
        json.WriteBoolean(Valid, found.Fault is null);
        if (found.Fault is { } fault)
            WriteBad(json, country, found, fault);
        else
            WriteGood(json, found);
        json.WriteEndObject();
    }

    private static void WriteGood(Utf8JsonWriter json, in PhoneFinding found)
    {
        json.WriteString(E164, found.E164);
        json.WriteString(NationalFormat, found.NationalFormat);
        json.WriteString(InternationalFormat, found.InternationalFormat);
        json.WriteString(Country, found.Country);
        json.WriteNumber(CountryCode, found.CallingCode);
        json.WriteString(DialPrefix, DialPrefixes.Of(found.CallingCode));
        json.WriteString(Line, found.Line.Name());
        json.WriteString(Carrier, found.Carrier);
        json.WriteString(Region, found.Region);
        json.WriteStartArray(TimeZones);
        foreach (var zone in found.TimeZones)
            json.WriteStringValue(zone);
        json.WriteEndArray();
        json.WriteBoolean(Possible, found.IsPossible);
        if (found.Extension is { } extension)
            json.WriteString(Extension, extension);
    }

    private static void WriteBad(Utf8JsonWriter json, string? country, in PhoneFinding found, PhoneFault fault)
    {
        json.WriteBoolean(Possible, found.IsPossible);
        json.WriteString(Error, fault.Sentence(country));
        json.WriteString(Reason, fault.Name());
        if (found.E164 is { } e164)
            json.WriteString(E164, e164);
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);
}
