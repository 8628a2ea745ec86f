using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Core.Phones;

namespace SendApi.Server.Phone;

/// <summary>What a number turned out to be: one of two shapes, told apart by <c>valid</c>.</summary>
[JsonDerivedType(typeof(ValidPhone))]
[JsonDerivedType(typeof(InvalidPhone))]
public abstract record PhoneView
{
    public static PhoneView Of(string input, string? country, in PhoneFinding found) => found.Fault is { } fault
        ? new InvalidPhone(input, false, found.IsPossible, fault.Sentence(country), fault.Name()) { E164 = found.E164 }
        : ValidPhone.Of(input, found);
}

/// <summary>A number in a range that its country is known to use. Whether somebody has it is not known.</summary>
public sealed record ValidPhone(
    string Input,
    bool Valid,
    [property: Description("The form that a send takes.")] string E164,
    string NationalFormat,
    string InternationalFormat) : PhoneView
{
    [Description("Two letters of ISO 3166-1; null for codes of no country, such as +800.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Country { get; init; }

    [Description("The code to call the country with, as a number: 44.")]
    public int CountryCode { get; init; }

    [Description("The same as it is dialed: `+44`.")]
    public string DialPrefix { get; init; } = "";

    [Description("As far as the numbering plan tells. `unknown` too where landlines and mobiles have the same numbers, as in the US and Canada.")]
    [AllowedValues("mobile", "landline", "voip", "toll_free", "premium", "unknown")]
    public string LineType { get; init; } = "";

    [Description("The network that the range was given to first. A number that was taken along to another network still shows the first. Null where it is not known.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Carrier { get; init; }

    [Description("The area, or the country where the area is not known, in English. Null for codes of no country, and for a number that several countries use, such as +1 800.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Region { get; init; }

    [Description("IANA names of all that it may be in; empty where that is not known.")]
    public IReadOnlyList<string> TimeZones { get; init; } = [];

    public bool Possible { get; init; }

    [Description("The digits to dial when it is answered, where some were given.")]
    public string? Extension { get; init; }

    /// <param name="found">One without a fault.</param>
    public static ValidPhone Of(string input, in PhoneFinding found) =>
        new(input, true, found.E164!, found.NationalFormat!, found.InternationalFormat!) // A finding without a fault has all forms.
        {
            Country = found.Country,
            CountryCode = found.CallingCode,
            DialPrefix = DialPrefixes.Of(found.CallingCode),
            LineType = found.Line.Name(),
            Carrier = found.Carrier,
            Region = found.Region,
            TimeZones = found.TimeZones,
            Possible = found.IsPossible,
            Extension = found.Extension,
        };
}

/// <summary>A text that is no number, or a number in no range that is known.</summary>
public sealed record InvalidPhone(
    string Input,
    bool Valid,
    [property: Description("Whether a send would take it: its length is possible, and tables of ranges grow old.")] bool Possible,
    [property: Description("What to do, for a person.")] string Error,
    [property: Description("Why, for a program.")]
    [property: AllowedValues("not_a_number", "country_required", "unknown_country_code", "too_short", "too_long", "invalid_length", "local_only", "no_such_range")] string Reason) : PhoneView
{
    [Description("The form that a send takes, where the number is possible.")]
    public string? E164 { get; init; }
}

/// <summary>What the rows of a bulk turned out to be, in their order.</summary>
public sealed record PhonesView(IReadOnlyList<PhoneView> Results, int Total, int Valid, int Invalid);
