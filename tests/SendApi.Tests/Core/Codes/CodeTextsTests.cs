using System.Text.RegularExpressions;
using SendApi.Core.Codes;
using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Codes;

/// <summary>Each language says the code, whose it is and for how long, in one SMS and with the right word for the minutes.</summary>
public sealed partial class CodeTextsTests
{
    private const string Code = "00481593", Brand = "Aurora Shop";

    public static TheoryData<string> Languages => [.. CodeLocale.All.Select(l => l.Name)];

    [Theory, MemberData(nameof(Languages))]
    public void Every_text_says_the_code_and_the_minutes_in_one_segment(string language)
    {
        var locale = CodeLocale.Read(language)!;
        for (var minutes = 1; minutes <= 10; minutes++)
            foreach (var brand in (string?[])[null, Brand])
            {
                var text = CodeTexts.Write(locale, Code, minutes, brand);
                Assert.Equal(1, SmsText.Measure(text).Segments);
                Assert.StartsWith(Code + " ", text, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"[{}#]|  ", text);
                Assert.Equal(brand is not null, text.Contains(Brand, StringComparison.Ordinal));
                // Arabic and Hebrew say one, and Arabic also two, by the word alone.
                var isWord = language == "ar" ? minutes <= 2 : language == "he" && minutes == 1;
                Assert.Equal(isWord ? [Code] : [Code, $"{minutes}"], Numbers().Matches(text).Select(m => m.Value));
            }
    }

    [Theory]
    [InlineData("en", 1, " 1 minute.")]
    [InlineData("de", 2, " 2 Minuten.")]
    [InlineData("pl", 1, " 1 minutę.")]
    [InlineData("pl", 4, " 4 minuty.")]
    [InlineData("pl", 5, " 5 minut.")]
    [InlineData("pl", 22, " 22 minuty.")]
    [InlineData("ru", 1, " 1 минуту.")]
    [InlineData("ru", 3, " 3 минуты.")]
    [InlineData("ru", 11, " 11 минут.")]
    [InlineData("ru", 21, " 21 минуту.")]
    [InlineData("cs", 2, " 2 minuty.")]
    [InlineData("cs", 22, " 22 minut.")]
    [InlineData("sl", 1, " 1 minuto.")]
    [InlineData("sl", 2, " 2 minuti.")]
    [InlineData("sl", 4, " 4 minute.")]
    [InlineData("sl", 5, " 5 minut.")]
    [InlineData("hr", 3, " 3 minute.")]
    [InlineData("lt", 1, " 1 minutę.")]
    [InlineData("lt", 9, " 9 minutes.")]
    [InlineData("lt", 10, " 10 minučių.")]
    [InlineData("lv", 1, " 1 minūti.")]
    [InlineData("lv", 10, " 10 minūtes.")]
    [InlineData("ro", 10, " 10 minute.")]
    [InlineData("ro", 20, " 20 de minute.")]
    [InlineData("fi", 1, " 1 minuutin.")]
    [InlineData("ar", 1, " دقيقة واحدة.")]
    [InlineData("ar", 2, " دقيقتين.")]
    [InlineData("ar", 10, " 10 دقائق.")]
    [InlineData("ar", 11, " 11 دقيقة.")]
    [InlineData("he", 2, " 2 דקות.")]
    public void Minutes_have_the_form_that_the_language_asks_for(string language, int minutes, string expected)
    {
        Assert.Contains(expected, CodeTexts.Write(CodeLocale.Read(language)!, Code, minutes, Brand), StringComparison.Ordinal);
        Assert.Contains(expected, CodeTexts.Write(CodeLocale.Read(language)!, Code, minutes, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{code} {0} #")]
    [InlineData("Ö & <Söhne> \"24\"")]
    [InlineData("بنك 7")]
    [InlineData("🚲|%s")]
    public void A_brand_stands_in_the_text_as_it_is(string brand) =>
        Assert.Equal($"1234 is your {brand} code. It is valid for 5 minutes. Do not share it with anyone.", CodeTexts.Write(CodeLocale.Default, "1234", 5, brand));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_code_is_valid_for_less_than_a_minute(int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeTexts.Write(CodeLocale.Default, "1234", minutes, null));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
