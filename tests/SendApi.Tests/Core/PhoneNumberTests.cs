using PhoneNumbers;
using SendApi.Core;
using PhoneNumber = SendApi.Core.PhoneNumber;

namespace SendApi.Tests.Core;

/// <summary>What is a number we may send to, and that each refusal says what is wrong with it.</summary>
public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+447700900000")]
    [InlineData("+15551234567")]
    [InlineData("+255712345678")]
    [InlineData("+390612345678")]
    [InlineData("+5491123456789")]
    [InlineData("+5511987654321")]
    [InlineData("+79161234567")]
    [InlineData("+4915112345678")]
    [InlineData("+8613800138000")]
    [InlineData("+80012345678")]
    [InlineData("+2902123")]
    public void A_possible_number_is_taken_as_it_is(string text)
    {
        var number = PhoneNumber.Parse(text, "to");

        Assert.Equal(text, number.Value);
        Assert.Equal(text[1..], number.Digits);
    }

    [Theory]
    [InlineData("", "not in E.164 form")]
    [InlineData("+", "not in E.164 form")]
    [InlineData("0712345678", "not in E.164 form")]
    [InlineData("447700900000", "not in E.164 form")]
    [InlineData("00447700900000", "not in E.164 form")]
    [InlineData("+44 7700 900000", "not in E.164 form")]
    [InlineData(" +447700900000", "not in E.164 form")]
    [InlineData("+447700900000\n", "not in E.164 form")]
    [InlineData("+44-7700-900000", "not in E.164 form")]
    [InlineData("+1800FLOWERS", "not in E.164 form")]
    [InlineData("+４４７７００９０００００", "not in E.164 form")]
    [InlineData("＋447700900000", "not in E.164 form")]
    [InlineData("++447700900000", "not in E.164 form")]
    [InlineData("+1234567890123456", "not in E.164 form")]
    [InlineData("+447700900000;ext=1", "not in E.164 form")]
    [InlineData("+4477", "too short")]
    [InlineData("+1", "too short")]
    [InlineData("+15551234", "too short")]
    [InlineData("+155512345678", "too long")]
    [InlineData("+447700900000000", "too long")]
    [InlineData("+999123456789", "no known country code")]
    [InlineData("+0447700900000", "no known country code")]
    public void Anything_else_is_refused_with_the_fault_and_the_field_named(string text, string fault)
    {
        var refusal = Assert.Throws<Refusal>(() => PhoneNumber.Parse(text, "recipients[3]"));

        Assert.Equal(Errors.InvalidPhone, refusal.Code);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("GET /v1/phone/validate", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("recipients[3]", Assert.Single(refusal.Details).Field);
    }

    [Theory]
    [InlineData("+4407700900000", "+447700900000")]
    [InlineData("+49015112345678", "+4915112345678")]
    public void A_national_prefix_after_the_country_code_is_refused_and_the_right_spelling_told(string text, string right)
    {
        var refusal = Assert.Throws<Refusal>(() => PhoneNumber.Parse(text, "to"));

        Assert.Contains(right, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The one exception, Canada's 310-1234, is a local number that cannot be called from elsewhere.</summary>
    [Fact]
    public void No_example_number_of_any_country_and_kind_is_refused()
    {
        var library = PhoneNumberUtil.GetInstance();
        var examples = library.GetSupportedRegions()
            .SelectMany(region => Enum.GetValues<PhoneNumberType>().Select(type => library.GetExampleNumberForType(region, type)))
            .OfType<PhoneNumbers.PhoneNumber>().Select(number => library.Format(number, PhoneNumberFormat.E164)).Distinct().Except(["+13101234"]).ToList();

        Assert.True(examples.Count > 500, $"{examples.Count} examples only.");
        Assert.All(examples, example => Assert.Equal(example, PhoneNumber.Parse(example, "to").Value));
    }

    [Fact]
    public void A_very_long_text_is_not_repeated_whole_in_the_refusal()
    {
        var refusal = Assert.Throws<Refusal>(() => PhoneNumber.Parse(new string('7', 10_000), "to"));

        Assert.True(refusal.Message.Length < 300);
    }
}
