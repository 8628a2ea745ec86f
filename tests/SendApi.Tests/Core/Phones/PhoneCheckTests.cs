using CsCheck;
using PhoneNumbers;
using SendApi.Core.Phones;
using PhoneNumber = SendApi.Core.PhoneNumber;

namespace SendApi.Tests.Core.Phones;

/// <summary>What spellings are read, what is told of a number, and that each reason has its case.</summary>
public sealed class PhoneCheckTests
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    [Theory]
    [InlineData("+442079460123", null, "+442079460123")]
    [InlineData("+44 20 7946 0123", null, "+442079460123")]
    [InlineData("  +44-20-7946-0123  ", null, "+442079460123")]
    [InlineData("+44 (0)20 7946 0123", null, "+442079460123")]
    [InlineData("(020) 7946-0123", "GB", "+442079460123")]
    [InlineData("020.7946.0123", "GB", "+442079460123")]
    [InlineData("2079460123", "GB", "+442079460123")]
    [InlineData("442079460123", "GB", "+442079460123")]
    [InlineData("0044 20 7946 0123", "GB", "+442079460123")]
    [InlineData("0044 20 7946 0123", "DE", "+442079460123")]
    [InlineData("011 44 20 7946 0123", "US", "+442079460123")]
    [InlineData("+44 20 7946 0123", "US", "+442079460123")]
    [InlineData("tel:+44-20-7946-0123", null, "+442079460123")]
    [InlineData("tel:020-7946-0123;phone-context=+44", null, "+442079460123")]
    [InlineData("+４４２０７９４６０１２３", null, "+442079460123")]
    [InlineData("＋442079460123", null, "+442079460123")]
    [InlineData("+٤٤٢٠٧٩٤٦٠١٢٣", null, "+442079460123")]
    [InlineData("٠٢٠٧٩٤٦٠١٢٣", "GB", "+442079460123")]
    [InlineData("202-555-0123", "US", "+12025550123")]
    [InlineData("1 (202) 555-0123", "US", "+12025550123")]
    [InlineData("1-800-FLOWERS", "US", "+18003569377")]
    [InlineData("8 (912) 345-67-89", "RU", "+79123456789")]
    [InlineData("06 12345678", "IT", "+390612345678")]
    [InlineData("+800 1234 5678", null, "+80012345678")]
    public void A_number_is_read_in_any_spelling(string text, string? country, string e164)
    {
        var found = PhoneCheck.Of(text, country);

        Assert.Equal((null, true, e164), (found.Fault, found.IsPossible, found.E164));
    }

    [Theory]
    [InlineData("020 7946 0123 ext. 12", "GB", "12")]
    [InlineData("020 7946 0123 x12", "GB", "12")]
    [InlineData("+442079460123;ext=12", null, "12")]
    [InlineData("tel:+44-20-7946-0123;ext=12", null, "12")]
    [InlineData("020 7946 0123", "GB", null)]
    public void An_extension_is_told_apart_from_the_number(string text, string? country, string? extension)
    {
        var found = PhoneCheck.Of(text, country);

        Assert.Equal(("+442079460123", extension), (found.E164, found.Extension));
    }

    [Theory]
    [InlineData("", null, PhoneFault.NotANumber)]
    [InlineData("hello", null, PhoneFault.NotANumber)]
    [InlineData("📞", "GB", PhoneFault.NotANumber)]
    [InlineData("+", null, PhoneFault.NotANumber)]
    [InlineData("\0", "GB", PhoneFault.NotANumber)]
    [InlineData("020 7946 0123", null, PhoneFault.CountryRequired)]
    [InlineData("0044 20 7946 0123", null, PhoneFault.CountryRequired)]
    [InlineData("1-800-FLOWERS", null, PhoneFault.CountryRequired)]
    [InlineData("020 7946 0123", "AQ", PhoneFault.CountryRequired)]
    [InlineData("tel:020-7946-0123;phone-context=example.com", null, PhoneFault.CountryRequired)]
    [InlineData("+999 123 456 789", null, PhoneFault.UnknownCountryCode)]
    [InlineData("＋999123456789", null, PhoneFault.UnknownCountryCode)]
    [InlineData("+0442079460123", null, PhoneFault.UnknownCountryCode)]
    [InlineData("+999 123 456 789", "AQ", PhoneFault.UnknownCountryCode)]
    [InlineData("00 999 123 456 789", "GB", PhoneFault.UnknownCountryCode)]
    [InlineData("tel:12345678;phone-context=+999", null, PhoneFault.UnknownCountryCode)]
    [InlineData("+4420", null, PhoneFault.TooShort)]
    [InlineData("020", "GB", PhoneFault.TooShort)]
    [InlineData("0044", "GB", PhoneFault.TooShort)]
    [InlineData("+1202555012345", null, PhoneFault.TooLong)]
    [InlineData("+44 20 7946 0123 4567 8901 2345", null, PhoneFault.TooLong)]
    [InlineData("+80012345", null, PhoneFault.TooShort)]
    [InlineData("+31002067571", null, PhoneFault.TooLong)]
    [InlineData("555-0123", "US", PhoneFault.LocalOnly)]
    [InlineData("+15550123", null, PhoneFault.LocalOnly)]
    [InlineData("+447700900000", null, PhoneFault.NoSuchRange)]
    [InlineData("+15551234567", null, PhoneFault.NoSuchRange)]
    public void Anything_else_has_its_reason(string text, string? country, PhoneFault fault)
    {
        var found = PhoneCheck.Of(text, country);

        Assert.Equal((fault, fault == PhoneFault.NoSuchRange), (found.Fault, found.IsPossible));
        Assert.EndsWith(".", fault.Sentence(country), StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_between_two_possible_ones_has_a_reason_of_its_own()
    {
        // Found by the tables rather than written down: which lengths a country uses changes.
        var (country, text) = Library.GetSupportedRegions().Order(StringComparer.Ordinal)
            .SelectMany(r => Enumerable.Range(3, 12).Select(length => (Country: r, Text: $"+{Library.GetCountryCodeForRegion(r)}{new string('2', length)}")))
            .First(n => Library.IsPossibleNumberWithReason(Library.Parse(n.Text, null)) == PhoneNumberUtil.ValidationResult.INVALID_LENGTH);

        Assert.Equal(PhoneFault.InvalidLength, PhoneCheck.Of(text, country).Fault);
    }

    [Fact]
    public void A_text_that_is_too_long_to_be_read_is_not_read() => Assert.Equal(PhoneFault.TooLong, PhoneCheck.Of("+44" + new string('2', 98), null).Fault);

    [Fact]
    public void The_names_of_the_reasons_are_those_that_were_shipped() => Assert.Equal(
        ["not_a_number", "country_required", "unknown_country_code", "too_short", "too_long", "invalid_length", "local_only", "no_such_range"], PhoneFaults.Names);

    [Theory]
    [InlineData("+447400123456", LineType.Mobile)]
    [InlineData("+442079460123", LineType.Landline)]
    [InlineData("+445612345678", LineType.Voip)]
    [InlineData("+448001234567", LineType.TollFree)]
    [InlineData("+449012345678", LineType.Premium)]
    [InlineData("+447012345678", LineType.Unknown)]
    [InlineData("+12025550123", LineType.Unknown)]
    [InlineData("+80012345678", LineType.TollFree)]
    public void The_kind_of_line_is_what_the_plan_says_and_unknown_where_it_says_nothing(string text, LineType line) => Assert.Equal(line, PhoneCheck.Of(text, null).Line);

    [Fact]
    public void A_code_of_no_country_has_neither_country_nor_region_nor_time_zone()
    {
        var found = PhoneCheck.Of("+80012345678", null);

        Assert.Equal((null, 800, null, null), (found.Country, found.CallingCode, found.Region, found.Carrier));
        Assert.Empty(found.TimeZones);
        Assert.Equal("+800", DialPrefixes.Of(found.CallingCode));
    }

    [Theory]
    [InlineData("GB", true)]
    [InlineData("AQ", true)]
    [InlineData("XK", true)]
    [InlineData("gb", false)]
    [InlineData("UK", false)]
    [InlineData("001", false)]
    [InlineData("ZZ", false)]
    [InlineData("", false)]
    public void A_country_is_one_of_ISO_3166(string code, bool isOne) => Assert.Equal(isOne, PhoneCountries.IsCountry(code));

    /// <summary>ISO 3166-1 has 249 codes; AC, TA and XK are none of them and have numbers all the same.</summary>
    [Fact]
    public void There_are_as_many_countries_as_the_standard_has_and_three() => Assert.Equal(
        249 + 3, (from a in Enumerable.Range('A', 26) from b in Enumerable.Range('A', 26) select $"{(char)a}{(char)b}").Count(PhoneCountries.IsCountry));

    [Fact]
    public void A_valid_number_in_its_E164_form_is_the_same_valid_number_and_a_send_takes_it() =>
        Digits.Sample(text =>
        {
            var found = PhoneCheck.Of(text, null);
            if (found.E164 is not { } e164)
                return;

            var again = PhoneCheck.Of(e164, null);
            Assert.Equal((found.Fault, e164, found.Country, found.Line), (again.Fault, again.E164, again.Country, again.Line));
            Assert.Null(PhoneNumber.Read(e164, out _));
        }, iter: 30_000);

    [Fact]
    public void Whatever_the_text_an_answer_comes_and_it_is_the_library_s() =>
        Gen.Select(Gen.OneOf(Digits, Gen.String, Gen.String[Gen.Char["+0123456789 -()./x;=telphone"], 0, 40]), Gen.OneOf<string?>(null, "GB", "US", "AQ", "IT", "RU", "BR"))
            .Sample((text, country) =>
            {
                var found = PhoneCheck.Of(text, country);

                Assert.Equal(IsValid(text, country), found.Fault is null);
                Assert.Equal(found.Fault is null or PhoneFault.NoSuchRange, found.IsPossible);
            }, iter: 30_000);

    /// <summary>A plus sign, the code of a country, and so many digits.</summary>
    private static Gen<string> Digits { get; } =
        from code in Gen.OneOf(Library.GetSupportedCallingCodes().ToArray())
        from rest in Gen.String[Gen.Char['0', '9'], 3, 12]
        select $"+{code}{rest}";

    private static bool IsValid(string text, string? country)
    {
        try
        {
            return Library.IsValidNumber(Library.Parse(text, country));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
