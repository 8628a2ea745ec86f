using CsCheck;
using PhoneNumbers;
using SendApi.Core.Phones;

namespace SendApi.Tests.Core.Phones;

/// <summary>Whose a number is, of what kind, from where and how it is written: the library's own answers, for every calling code that is in use.</summary>
public sealed class NumberingPlanTests
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly PhoneNumberOfflineGeocoder Areas = PhoneNumberOfflineGeocoder.GetInstance();

    /// <summary>Most of them are in no range.</summary>
    private static Gen<string> AnyDigits { get; } =
        from code in Gen.OneOf(Library.GetSupportedCallingCodes().ToArray())
        from rest in Gen.String[Gen.Char['0', '9'], 3, 13]
        select $"+{code}{rest}";

    /// <summary>The example of a kind in a country with two digits changed: mostly valid, or close to it.</summary>
    private static Gen<string> NearExamples { get; } =
        from example in Gen.OneOf(Examples().ToArray())
        from changes in Gen.Select(Gen.Int[1, 15], Gen.Char['0', '9']).Array[2]
        select string.Concat(example.Select((c, i) => changes.Where(change => change.Item1 == i).Select(change => (char?)change.Item2).FirstOrDefault() ?? c));

    [Fact]
    public void Each_example_of_each_country_is_found_as_the_library_finds_it() => Assert.All(Examples(), AssertSame);

    [Fact]
    public void Numbers_close_to_valid_ones_are_found_as_the_library_finds_them() => NearExamples.Sample(AssertSame, iter: 60_000);

    [Fact]
    public void Any_digits_are_found_as_the_library_finds_them() => AnyDigits.Sample(AssertSame, iter: 60_000);

    [Fact]
    public void A_number_with_an_extension_is_written_with_it()
    {
        var number = Library.Parse("020 7946 0123 ext. 12", "GB");

        Assert.Equal(("020 7946 0123 x12", "+44 20 7946 0123 x12"), PhoneForms.Of(number, "2079460123"));
    }

    private static void AssertSame(string text)
    {
        PhoneNumbers.PhoneNumber number;
        try
        {
            number = Library.Parse(text, null);
        }
        catch (NumberParseException)
        {
            return;
        }

        var digits = Library.GetNationalSignificantNumber(number);
        var (region, type) = NumberingPlan.Of(number.CountryCode).Find(digits);
        Assert.Equal((Library.GetRegionCodeForNumber(number), Library.GetNumberType(number)), (region, type));
        if (type != PhoneNumberType.UNKNOWN)
            Assert.Equal(Areas.GetDescriptionForNumber(number, Locale.English), PhoneOrigins.Region(number, digits, type, PhoneCountries.Of(region)) ?? "");
        Assert.Equal((Library.Format(number, PhoneNumberFormat.NATIONAL), Library.Format(number, PhoneNumberFormat.INTERNATIONAL)), PhoneForms.Of(number, digits));
    }

    private static IEnumerable<string> Examples() =>
    [
        .. from region in Library.GetSupportedRegions()
           from type in Library.GetSupportedTypesForRegion(region)
           let example = Library.GetExampleNumberForType(region, type)
           where example is not null
           select Library.Format(example, PhoneNumberFormat.E164),
        .. from code in Library.GetSupportedGlobalNetworkCallingCodes() select Library.Format(Library.GetExampleNumberForNonGeoEntity(code), PhoneNumberFormat.E164),
    ];
}
