using PhoneNumbers;
using SendApi.Core.Phones;

namespace SendApi.Core;

/// <summary>A possible E.164 number. Numbers in ranges the library does not know are accepted: metadata ages, and dial prefixes decide price and rules.</summary>
public readonly record struct PhoneNumber
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private PhoneNumber(string value) => Value = value;

    /// <summary>The number with its plus sign: <c>+447700900000</c>.</summary>
    public string Value { get; }

    /// <summary>The number as digits only, the form SMPP and most providers want.</summary>
    public string Digits => Value[1..];

    /// <summary>The two-letter code of the number's country, of the first country of a shared code such as +1 when the number tells none, or null for codes of no country.</summary>
    public string? Country
    {
        get
        {
            var (callingCode, region, _) = Found();
            return PhoneCountries.Of(region ?? Library.GetRegionCodeForCountryCode(callingCode));
        }
    }

    /// <summary>What kind of line the number is of, as far as its plan tells.</summary>
    public LineType Type => LineTypes.Of(Found().Type);

    public override string ToString() => Value;

    /// <summary>Whether two capital letters name a country that numbers can be of.</summary>
    public static bool IsCountry(string code) => PhoneCountries.HasNumbers(code);

    /// <summary>Whether a text is how numbers can begin: a plus sign and 1 to 15 digits.</summary>
    public static bool IsPrefix(string text) => text.Length is >= 2 and <= 16 && text[0] == '+' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>Reads a number a caller sent; throws 4001 with the field named when it is not possible E.164.</summary>
    public static PhoneNumber Parse(string text, string field)
    {
        var fault = Fault(text);
        return fault is null
            ? new PhoneNumber(text)
            : throw new Refusal(Errors.InvalidPhone, $"{fault} Use GET /v1/phone/validate to normalize it.", field);
    }

    /// <summary>Reads a number of many, without throwing; the answer is what is wrong with it, or null.</summary>
    public static string? Read(string text, out PhoneNumber number)
    {
        var fault = Fault(text);
        number = fault is null ? new PhoneNumber(text) : default;
        return fault;
    }

    /// <summary>A number read back from our own store, where only parsed ones are written.</summary>
    public static PhoneNumber Trusted(string stored) => new(stored);

    private (int CallingCode, string? Region, PhoneNumberType Type) Found()
    {
        var number = Library.Parse(Value, null);
        var (region, type) = NumberingPlan.Of(number.CountryCode).Find(Library.GetNationalSignificantNumber(number));
        return (number.CountryCode, region, type);
    }

    private static string? Fault(string text)
    {
        if (text.Length is < 2 or > 16 || text[0] != '+' || text.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            return $"'{Shown(text)}' is not in E.164 form: a plus sign, the country code and the number, 15 digits at most, such as +447700900000.";

        try
        {
            var number = Library.Parse(text, null);
            return LengthFault(text, number) ?? SpellingFault(text, number);
        }
        catch (NumberParseException fault)
        {
            return fault.ErrorType switch
            {
                ErrorType.TOO_SHORT_NSN or ErrorType.TOO_SHORT_AFTER_IDD or ErrorType.NOT_A_NUMBER => $"'{text}' is too short for its country.",
                ErrorType.TOO_LONG => $"'{text}' is too long for its country.",
                _ => $"'{text}' has no known country code.",
            };
        }
    }

    private static string? LengthFault(string text, PhoneNumbers.PhoneNumber number) => Library.IsPossibleNumberWithReason(number) switch
    {
        PhoneNumberUtil.ValidationResult.IS_POSSIBLE => null,
        PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => $"'{text}' is too short for its country: the area code is missing.",
        PhoneNumberUtil.ValidationResult.TOO_SHORT => $"'{text}' is too short for its country.",
        PhoneNumberUtil.ValidationResult.TOO_LONG => $"'{text}' is too long for its country.",
        PhoneNumberUtil.ValidationResult.INVALID_LENGTH => $"'{text}' has a length that is impossible in its country.",
        _ => $"'{text}' has no known country code.",
    };

    /// <summary>The library drops a national prefix while it reads (+44 0 7700…). Two spellings of one person would slip past suppressions and limits.</summary>
    private static string? SpellingFault(string text, PhoneNumbers.PhoneNumber number)
    {
        var canonical = Library.Format(number, PhoneNumberFormat.E164);
        return canonical == text ? null : $"'{text}' has a national prefix in it: the international form is {canonical}.";
    }

    private static string Shown(string text) => text.Length <= 32 ? text : text[..32] + "…";
}
