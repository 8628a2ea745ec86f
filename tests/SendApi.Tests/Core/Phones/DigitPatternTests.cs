using System.Globalization;
using System.Text.RegularExpressions;
using SendApi.Core.Phones;

namespace SendApi.Tests.Core.Phones;

/// <summary>A pattern of digits says the same as the regular expression that it was made from.</summary>
public sealed class DigitPatternTests
{
    private static readonly string[] Texts =
    [
        "", .. Enumerable.Range(1, 5).SelectMany(length => Enumerable.Range(0, (int)Math.Pow(10, length)).Select(n => n.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0'))),
    ];

    [Theory]
    [InlineData("12")]
    [InlineData("1|12|123")]
    [InlineData("[2-57]")]
    [InlineData("[02-4]9|8[1-3]")]
    [InlineData(@"1\d{3}")]
    [InlineData(@"1\d{1,3}2")]
    [InlineData("(?:1|23)?4")]
    [InlineData("1(?:2(?:3|45)|6[0-8])7?")]
    [InlineData("(?:12?){2}")]
    [InlineData("(?:0|00|000){1,2}1")]
    [InlineData("(1)([0-9]{2,4})")]
    [InlineData("|1")]
    public void It_fits_and_begins_where_the_expression_does(string expression)
    {
        var pattern = new DigitPattern(expression);
        Regex whole = new($@"\A(?:{expression})\z"), beginning = new($@"\A(?:{expression})");

        Assert.Equal(Texts.Where(text => whole.IsMatch(text)), Texts.Where(text => pattern.Fits(text)));
        Assert.Equal(Texts.Where(text => beginning.IsMatch(text)), Texts.Where(text => pattern.Begins(text)));
    }

    [Theory]
    [InlineData("1*")]
    [InlineData("1+")]
    [InlineData("a")]
    [InlineData("[a]")]
    [InlineData("[^1]")]
    [InlineData("[1")]
    [InlineData("(?!1)2")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("1{2")]
    [InlineData("1{2,}")]
    [InlineData("1{,2}")]
    [InlineData(@"\w")]
    public void An_expression_with_other_words_is_refused_rather_than_misread(string expression) =>
        Assert.Throws<NotSupportedException>(() => new DigitPattern(expression));
}
