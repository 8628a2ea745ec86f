using System.Collections.Frozen;
using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>The countries that numbers can be of, and those that a caller may name.</summary>
public static class PhoneCountries
{
    /// <summary>What the library calls codes of no country.</summary>
    private const string NoCountry = "001";

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly FrozenSet<string> Supported = Library.GetSupportedRegions().ToFrozenSet();

    /// <summary>Places of ISO 3166-1 that have no numbers of their own: Antarctica, Bouvet Island, South Georgia, Heard Island, Pitcairn, the French southern lands, the outlying islands of the US.</summary>
    private static readonly FrozenSet<string> WithoutNumbers = new[] { "AQ", "BV", "GS", "HM", "PN", "TF", "UM" }.ToFrozenSet();

    /// <summary>Whether two capital letters are a code of ISO 3166-1, or one that numbers are answered with though it is none: AC, TA and XK.</summary>
    public static bool IsCountry(string code) => Supported.Contains(code) || WithoutNumbers.Contains(code);

    internal static bool HasNumbers(string? code) => code is not null && Supported.Contains(code);

    /// <summary>The country that the library means; null for codes of no country.</summary>
    internal static string? Of(string? region) => region == NoCountry ? null : region;
}
