namespace SendApi.Core.Phones;

/// <summary>Why a text is not a number that can be called. The set is closed: its names are public API.</summary>
public enum PhoneFault
{
    NotANumber,
    CountryRequired,
    UnknownCountryCode,
    TooShort,
    TooLong,
    InvalidLength,
    LocalOnly,
    NoSuchRange,
}

/// <summary>The faults in words: a name for programs, and a sentence that tells a person what to do.</summary>
public static class PhoneFaults
{
    /// <summary>All names, in the order in which they are looked for.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<PhoneFault>().Select(Name)];

    public static string Name(this PhoneFault fault) => fault switch
    {
        PhoneFault.NotANumber => "not_a_number",
        PhoneFault.CountryRequired => "country_required",
        PhoneFault.UnknownCountryCode => "unknown_country_code",
        PhoneFault.TooShort => "too_short",
        PhoneFault.TooLong => "too_long",
        PhoneFault.InvalidLength => "invalid_length",
        PhoneFault.LocalOnly => "local_only",
        _ => "no_such_range",
    };

    /// <param name="country">The country that was given with the number, or null.</param>
    public static string Sentence(this PhoneFault fault, string? country) => fault switch
    {
        PhoneFault.NotANumber => "This is no phone number. Send its digits, with a plus sign and the country code before them, such as +442079460123.",
        PhoneFault.CountryRequired when country is null => "The number does not begin with a country code. Start it with a plus sign and the country code, or say in 'country' where it is from.",
        PhoneFault.CountryRequired => $"{country} has no numbers of its own. Start the number with a plus sign and its country code, or give in 'country' the one whose numbers are used there.",
        PhoneFault.UnknownCountryCode => "No country has the code that the number begins with. Check the digits after the plus sign.",
        PhoneFault.TooShort => "The number is too short for its country. Check that no digit is missing.",
        PhoneFault.TooLong => "The number is too long for its country. Check that no digit is there twice, and that it is one number only.",
        PhoneFault.InvalidLength => "No number of this country has so many digits. Check that none is missing or there twice.",
        PhoneFault.LocalOnly => "The number can be called only from its own area. Put the area code before it.",
        _ => "The number has a possible length, but it is in no range that its country is known to use. Check its first digits; if it is really in use, it can be sent to.",
    };
}
