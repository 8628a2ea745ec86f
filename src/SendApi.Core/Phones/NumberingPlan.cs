using System.Collections.Concurrent;
using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>The numbers behind one calling code: whose they are and of what kind, by the tables and the rules of the library. The same answers as its own, from steps over digits in place of regular expressions.</summary>
internal sealed class NumberingPlan
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>For each calling code, of which there are about 220.</summary>
    private static readonly ConcurrentDictionary<int, NumberingPlan> Made = new();

    private readonly Country[] _countries;

    private NumberingPlan(int callingCode)
    {
        var regions = Library.GetRegionCodesForCountryCode(callingCode);
        _countries = [.. regions.Select(region => new Country(region, Tables(region, callingCode)))];
    }

    /// <summary>What the library knows of the numbers of a country, or of a code of no country.</summary>
    internal static PhoneMetadata Tables(string region, int callingCode) => region == PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY
        ? Library.GetMetadataForNonGeographicalRegion(callingCode)
        : Library.GetMetadataForRegion(region);

    /// <param name="callingCode">One that is in use.</param>
    public static NumberingPlan Of(int callingCode) => Made.GetOrAdd(callingCode, static code => new NumberingPlan(code));

    /// <summary>The country and the kind of a number; <see cref="PhoneNumberType.UNKNOWN"/> when it is in no range that is in use.</summary>
    /// <param name="digits">Without the calling code.</param>
    /// <returns>As country what the library calls it: 001 for codes of no country; null where the code is shared and none of its countries has the number.</returns>
    public (string? Region, PhoneNumberType Type) Find(string digits)
    {
        foreach (var country in _countries)
            if (_countries.Length == 1 || country.Has(digits))
                return (country.Region, country.TypeOf(digits));
        return (null, PhoneNumberType.UNKNOWN);
    }

    /// <summary>Whether exactly one country has the number in a range; several have those of +1 800.</summary>
    public bool IsOfOneCountry(string digits) => _countries.Length == 1 || _countries.Count(country => country.TypeOf(digits) != PhoneNumberType.UNKNOWN) == 1;

    /// <summary>A country that uses the code.</summary>
    private sealed class Country(string region, PhoneMetadata tables)
    {
        private readonly DigitPattern? _beginning = tables.HasLeadingDigits ? new(tables.LeadingDigits) : null;
        private readonly Range _all = new(tables.GeneralDesc), _landline = new(tables.FixedLine), _mobile = new(tables.Mobile);

        /// <summary>In the order in which they are looked for.</summary>
        private readonly (Range Range, PhoneNumberType Type)[] _special =
        [
            (new(tables.PremiumRate), PhoneNumberType.PREMIUM_RATE), (new(tables.TollFree), PhoneNumberType.TOLL_FREE), (new(tables.SharedCost), PhoneNumberType.SHARED_COST),
            (new(tables.Voip), PhoneNumberType.VOIP), (new(tables.PersonalNumber), PhoneNumberType.PERSONAL_NUMBER), (new(tables.Pager), PhoneNumberType.PAGER),
            (new(tables.Uan), PhoneNumberType.UAN), (new(tables.Voicemail), PhoneNumberType.VOICEMAIL),
        ];

        public string Region => region;

        /// <summary>Of several countries with one code: whether the number is this one's.</summary>
        public bool Has(string digits) => _beginning?.Begins(digits) ?? TypeOf(digits) != PhoneNumberType.UNKNOWN;

        public PhoneNumberType TypeOf(string digits)
        {
            if (!_all.Has(digits))
                return PhoneNumberType.UNKNOWN;
            foreach (var (range, type) in _special)
                if (range.Has(digits))
                    return type;

            if (_landline.Has(digits))
                return tables.SameMobileAndFixedLinePattern || _mobile.Has(digits) ? PhoneNumberType.FIXED_LINE_OR_MOBILE : PhoneNumberType.FIXED_LINE;
            return !tables.SameMobileAndFixedLinePattern && _mobile.Has(digits) ? PhoneNumberType.MOBILE : PhoneNumberType.UNKNOWN;
        }
    }

    /// <summary>Numbers of one kind: so many digits, and which.</summary>
    private sealed class Range
    {
        private readonly Lazy<DigitPattern>? _digits;
        private readonly int _lengths;

        public Range(PhoneNumberDesc description)
        {
            if (description is not { HasNationalNumberPattern: true, NationalNumberPattern: { Length: > 0 } pattern })
                return;

            _digits = new(() => new DigitPattern(pattern));
            _lengths = description.PossibleLengthList.Where(length => length >= 0).Aggregate(0, (all, length) => all | (1 << length));
        }

        public bool Has(string digits) => _digits is not null && (_lengths == 0 || (_lengths >> digits.Length & 1) == 1) && _digits.Value.Fits(digits);
    }
}
