using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>Reads any spelling of a phone number and says what it is. Never throws for a bad one: that it is bad is the answer.</summary>
public static class PhoneCheck
{
    /// <summary>No spelling of a number is longer: digits, their separators, an extension and what a tel: URI says beside them.</summary>
    public const int LongestText = 100;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <param name="text">As a person wrote it.</param>
    /// <param name="country">Where it is from when it does not say so itself: two capital letters, as <see cref="PhoneCountries.IsCountry"/> knows them.</param>
    public static PhoneFinding Of(string text, string? country)
    {
        if (text.Length > LongestText)
            return new PhoneFinding { Fault = PhoneFault.TooLong };

        try
        {
            var number = Library.Parse(text, country);
            var digits = Library.GetNationalSignificantNumber(number);
            var (region, type) = NumberingPlan.Of(number.CountryCode).Find(digits);
            return type == PhoneNumberType.UNKNOWN ? Unknown(number) : Valid(number, digits, PhoneCountries.Of(region), type);
        }
        catch (NumberParseException fault)
        {
            return new PhoneFinding { Fault = Unread(fault.ErrorType, text, country) };
        }
    }

    private static PhoneFinding Valid(PhoneNumbers.PhoneNumber number, string digits, string? country, PhoneNumberType type)
    {
        var (national, international) = PhoneForms.Of(number, digits);
        return new()
        {
            IsPossible = true,
            E164 = DialPrefixes.Of(number.CountryCode) + digits,
            NationalFormat = national,
            InternationalFormat = international,
            Country = country,
            CallingCode = number.CountryCode,
            Line = LineTypes.Of(type),
            Carrier = PhoneOrigins.Carrier(number, type),
            Region = PhoneOrigins.Region(number, digits, type, country),
            TimeZones = PhoneOrigins.TimeZones(number, type),
            Extension = number.HasExtension ? number.Extension : null,
        };
    }

    /// <summary>One that was read and is in no known range: its length alone decides whether it may be one all the same.</summary>
    private static PhoneFinding Unknown(PhoneNumbers.PhoneNumber number)
    {
        var fault = Library.IsPossibleNumberWithReason(number) switch
        {
            PhoneNumberUtil.ValidationResult.IS_POSSIBLE => PhoneFault.NoSuchRange,
            PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => PhoneFault.LocalOnly,
            PhoneNumberUtil.ValidationResult.TOO_SHORT => PhoneFault.TooShort,
            PhoneNumberUtil.ValidationResult.TOO_LONG => PhoneFault.TooLong,
            PhoneNumberUtil.ValidationResult.INVALID_LENGTH => PhoneFault.InvalidLength,
            _ => PhoneFault.UnknownCountryCode,
        };
        if (fault != PhoneFault.NoSuchRange)
            return new PhoneFinding { Fault = fault };

        // Of a prefix that is there twice (+31 0 0…) the library drops one. What is left would be another number when a send reads it.
        var e164 = Library.Format(number, PhoneNumberFormat.E164);
        return Library.Format(Library.Parse(e164, null), PhoneNumberFormat.E164) == e164
            ? new PhoneFinding { Fault = fault, IsPossible = true, E164 = e164 }
            : new PhoneFinding { Fault = PhoneFault.TooLong };
    }

    private static PhoneFault Unread(ErrorType error, string text, string? country) => error switch
    {
        ErrorType.TOO_SHORT_NSN or ErrorType.TOO_SHORT_AFTER_IDD => PhoneFault.TooShort,
        ErrorType.TOO_LONG => PhoneFault.TooLong,
        ErrorType.INVALID_COUNTRY_CODE => SaysCountryCode(text) || PhoneCountries.HasNumbers(country) ? PhoneFault.UnknownCountryCode : PhoneFault.CountryRequired,
        _ => PhoneFault.NotANumber,
    };

    /// <summary>The library has one word for a code that no country has and for a number that says none. A plus sign before the first digit tells them apart, also in the context of a tel: URI.</summary>
    private static bool SaysCountryCode(string text)
    {
        foreach (var c in text.AsSpan(Math.Max(0, text.IndexOf("phone-context=", StringComparison.Ordinal))))
            if (c is '+' or '＋')
                return true;
            else if (char.IsDigit(c))
                return false;
        return false;
    }
}
