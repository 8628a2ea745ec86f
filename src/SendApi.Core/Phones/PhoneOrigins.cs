using System.Collections.Concurrent;
using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>Where a valid number is from, by the tables that come with the library: its first network, its area and its time zones.</summary>
internal static class PhoneOrigins
{
    private const string UnknownZone = "Etc/Unknown";

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly PhoneNumberToCarrierMapper Carriers = PhoneNumberToCarrierMapper.GetInstance();
    private static readonly PhoneNumberOfflineGeocoder Areas = PhoneNumberOfflineGeocoder.GetInstance();
    private static readonly PhoneNumberToTimeZonesMapper Zones = PhoneNumberToTimeZonesMapper.GetInstance();

    /// <summary>Time zones of numbers that are of no area are those of their country code, of which there are about two hundred.</summary>
    private static readonly ConcurrentDictionary<int, IReadOnlyList<string>> OfCallingCode = new();

    /// <summary>The names of countries, which the library takes long to find.</summary>
    private static readonly ConcurrentDictionary<string, string?> Names = new();

    public static string? Carrier(PhoneNumbers.PhoneNumber number, PhoneNumberType type) =>
        type is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE or PhoneNumberType.PAGER
            ? Known(Carriers.GetNameForValidNumber(number, Locale.English))
            : null;

    /// <param name="digits">Without the calling code.</param>
    /// <param name="country">Of the number.</param>
    public static string? Region(PhoneNumbers.PhoneNumber number, string digits, PhoneNumberType type, string? country)
    {
        if (Library.IsNumberGeographical(type, number.CountryCode))
            return Known(Areas.GetDescriptionForValidNumber(number, Locale.English));

        // A number of no area has the name of its country, but none where several countries use it.
        return country is null || !NumberingPlan.Of(number.CountryCode).IsOfOneCountry(digits)
            ? null
            : Names.GetOrAdd(country, static code => Known(new Locale("", code).GetDisplayCountry(Locale.English.Language)));
    }

    public static IReadOnlyList<string> TimeZones(PhoneNumbers.PhoneNumber number, PhoneNumberType type) => Library.IsNumberGeographical(type, number.CountryCode)
        ? Known(Zones.GetTimeZonesForGeographicalNumber(number))
        : OfCallingCode.GetOrAdd(number.CountryCode, static (_, one) => Known(Zones.GetTimeZonesForNumber(one)), number);

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static IReadOnlyList<string> Known(List<string> zones) => zones is [UnknownZone] ? [] : zones;
}
