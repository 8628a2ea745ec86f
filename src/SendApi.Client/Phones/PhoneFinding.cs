namespace SendApi.Client;

/// <summary>What a number turned out to be. Where <see cref="Valid"/> is false only what was given, <see cref="Possible"/>, <see cref="Error"/>, <see cref="Reason"/> and sometimes <see cref="E164"/> are there.</summary>
public sealed record PhoneFinding
{
    /// <summary>The number as it was given.</summary>
    public string Input { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is in a range that its country is known to use. Whether somebody has it is not known.</summary>
    public bool Valid { get; init; }

    /// <summary>Whether a send would take it: its length is possible, and tables of ranges grow old.</summary>
    public bool Possible { get; init; }

    /// <summary>The form that a send takes.</summary>
    public string? E164 { get; init; }

    /// <summary>As it is written in its country.</summary>
    public string? NationalFormat { get; init; }

    /// <summary>As it is written abroad.</summary>
    public string? InternationalFormat { get; init; }

    /// <summary>Its country by two letters; null for codes of no country, such as +800.</summary>
    public string? Country { get; init; }

    /// <summary>The code to call its country with, such as 44.</summary>
    public int? CountryCode { get; init; }

    /// <summary>The same as it is dialed, such as <c>+44</c>.</summary>
    public string? DialPrefix { get; init; }

    /// <summary>What kind of line it is of: see <see cref="LineType"/>.</summary>
    public string? LineType { get; init; }

    /// <summary>The network that its range was given to first; null where that is not known.</summary>
    public string? Carrier { get; init; }

    /// <summary>The area, or the country, in English; null where that is not known.</summary>
    public string? Region { get; init; }

    /// <summary>IANA names of all time zones that it may be in.</summary>
    public IReadOnlyList<string>? TimeZones { get; init; }

    /// <summary>The digits to dial when it is answered, where some were given.</summary>
    public string? Extension { get; init; }

    /// <summary>What to do about a bad one, for a person.</summary>
    public string? Error { get; init; }

    /// <summary>Why it is bad, for a program: see <see cref="PhoneReason"/>.</summary>
    public string? Reason { get; init; }
}

/// <summary>What many numbers turned out to be.</summary>
public sealed record PhoneFindings
{
    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<PhoneFinding> Results { get; init => field = value ?? []; } = [];

    /// <summary>How many there are.</summary>
    public int Total { get; init; }

    /// <summary>How many of them are valid.</summary>
    public int Valid { get; init; }

    /// <summary>How many are not.</summary>
    public int Invalid { get; init; }
}

/// <summary>Kinds of lines. New ones may come.</summary>
public static class LineType
{
    /// <summary>A mobile.</summary>
    public const string Mobile = "mobile";

    /// <summary>A landline.</summary>
    public const string Landline = "landline";

    /// <summary>A line over the internet.</summary>
    public const string Voip = "voip";

    /// <summary>A number that costs its callers nothing.</summary>
    public const string TollFree = "toll_free";

    /// <summary>A number that its callers pay more for.</summary>
    public const string Premium = "premium";

    /// <summary>The numbering plan does not tell.</summary>
    public const string Unknown = "unknown";
}

/// <summary>Why a number is not valid.</summary>
public static class PhoneReason
{
    /// <summary>It is no number at all.</summary>
    public const string NotANumber = "not_a_number";

    /// <summary>It does not say where it is from, and no country was given.</summary>
    public const string CountryRequired = "country_required";

    /// <summary>No country has its code.</summary>
    public const string UnknownCountryCode = "unknown_country_code";

    /// <summary>Digits are missing.</summary>
    public const string TooShort = "too_short";

    /// <summary>There are too many digits.</summary>
    public const string TooLong = "too_long";

    /// <summary>Its country has no numbers of this length.</summary>
    public const string InvalidLength = "invalid_length";

    /// <summary>The area code is missing.</summary>
    public const string LocalOnly = "local_only";

    /// <summary>Its length is possible, but it is in no range that is known.</summary>
    public const string NoSuchRange = "no_such_range";
}
