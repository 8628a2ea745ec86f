using CsCheck;
using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

/// <summary>Smart encoding never loses meaning: it replaces only look-alikes, and only when that saves the text from UCS-2.</summary>
public sealed class SmartEncodingTests
{
    /// <summary>Half of them in GSM-7, half look-alikes and strangers, so that each way through is taken often.</summary>
    private static readonly Gen<string> Texts = Gen.Char["abc {}€\u2018\u2019\u2014\u2026\u00A0\u200BＡ１й"].Array[0, 40].Select(c => new string(c));

    [Theory]
    [InlineData("\u201CIt\u2019s here\u201D", "\"It's here\"")]
    [InlineData("Mon\u2013Fri \u2014 9\u201117", "Mon-Fri - 9-17")]
    [InlineData("Wait\u2026", "Wait...")]
    [InlineData("10\u00A0000\u2009km\u202Fh\u3000x\ty", "10 000 km h x y")]
    [InlineData("zero\u200Bwidth\uFEFF\u00AD\u2060", "zerowidth")]
    [InlineData("\u2022 one\u2028\u2022 two", "* one\n* two")]
    [InlineData("\u00ABoui\u00BB \u2039non\u203A", "\"oui\" 'non'")]
    [InlineData("ＡＢＣ１２３！～｀", "ABC123!~'")]
    [InlineData("5\u2032 10\u2033, \u22124", "5' 10\", -4")]
    public void Look_alikes_become_what_they_look_like(string text, string expected)
    {
        var smart = SmartEncoding.Apply(text);

        Assert.Equal(expected, smart.Content);
        Assert.Equal(SmsEncoding.Gsm7, SmsText.Measure(smart.Content).Encoding);
    }

    [Theory]
    [InlineData("\u201Cпривет\u201D")]
    [InlineData("Done \u2014 😀")]
    [InlineData("\u2018\uD83D")]
    [InlineData("ﾊﾝｶｸ\u2026")]
    public void A_text_that_needs_ucs_2_anyway_is_left_alone(string text)
    {
        var smart = SmartEncoding.Apply(text);

        Assert.Same(text, smart.Content);
        Assert.Empty(smart.Replacements);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Plain [text] for 5€\r\n")]
    public void A_text_that_fits_already_is_left_alone(string text)
    {
        var smart = SmartEncoding.Apply(text);

        Assert.Same(text, smart.Content);
        Assert.Empty(smart.Replacements);
    }

    [Fact]
    public void Each_replaced_character_is_named_once_with_its_count_in_order_of_appearance()
    {
        var smart = SmartEncoding.Apply("\u2019a\u2026\u2019b\u200B");

        Assert.Equal(
            [new Replacement("\u2019", "U+2019", "'", 2), new Replacement("\u2026", "U+2026", "...", 1), new Replacement("\u200B", "U+200B", "", 1)],
            smart.Replacements);
    }

    [Fact]
    public void The_answer_is_gsm_7_or_the_very_same_text_and_doing_it_twice_changes_nothing() => Texts.Sample(text =>
    {
        var once = SmartEncoding.Apply(text);
        var twice = SmartEncoding.Apply(once.Content);

        return (once.Content == text || SmsText.Measure(once.Content).Encoding == SmsEncoding.Gsm7)
            && twice.Content == once.Content && twice.Replacements.Count == 0
            && (once.Content == text) == (once.Replacements.Count == 0);
    });

    [Fact]
    public void The_counts_add_up_to_the_characters_that_gsm_7_lacks() => Texts.Sample(text =>
    {
        var smart = SmartEncoding.Apply(text);

        return smart.Replacements.Count == 0 || smart.Replacements.Sum(r => r.Count) == text.Count(c => Gsm7.Septets(c) == 0);
    });
}
