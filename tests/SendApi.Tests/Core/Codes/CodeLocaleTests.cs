using SendApi.Core.Codes;

namespace SendApi.Tests.Core.Codes;

/// <summary>A language tag finds the nearest texts, and a country those that nearly everybody there reads.</summary>
public sealed class CodeLocaleTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN-us", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("de_CH", "de")]
    [InlineData("es-419", "es")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt_br", "pt-BR")]
    [InlineData("pt-PT", "pt-PT")]
    [InlineData("pt-AO", "pt-PT")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-hant-CN", "zh-Hant")]
    [InlineData("zh-Hans-HK", "zh-Hans")]
    [InlineData("yue", "zh-Hant")]
    [InlineData("sr", "sr")]
    [InlineData("sr-Latn-RS", "sr-Latn")]
    [InlineData("sr-Cyrl", "sr")]
    [InlineData("no", "nb")]
    [InlineData("nn-NO", "nb")]
    [InlineData("iw", "he")]
    [InlineData("bs", "hr")]
    [InlineData("de-DE-u-co-phonebk", "de")]
    [InlineData("sl-rozaj-x-own", "sl")]
    [InlineData("cy", "en")]
    [InlineData("tlh", "en")]
    public void A_tag_finds_its_language(string text, string name) => Assert.Equal(name, CodeLocale.Read(text)?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("en US")]
    [InlineData("en_US.UTF-8")]
    [InlineData("en\n")]
    [InlineData("\u212Ao")]
    [InlineData("x-own")]
    [InlineData("en--US")]
    public void What_is_no_tag_is_told(string text) => Assert.Null(CodeLocale.Read(text));

    [Fact]
    public void A_tag_without_end_is_none() => Assert.Null(CodeLocale.Read("en" + string.Concat(Enumerable.Repeat("-abcde", 20))));

    [Theory]
    [InlineData("DE", "de")]
    [InlineData("BR", "pt-BR")]
    [InlineData("AO", "pt-PT")]
    [InlineData("JP", "ja")]
    [InlineData("TW", "zh-Hant")]
    [InlineData("EG", "ar")]
    [InlineData("GB", "en")]
    [InlineData("CH", "en")]
    [InlineData("BE", "en")]
    [InlineData("IN", "en")]
    [InlineData("CA", "en")]
    [InlineData("ZZ", "en")]
    [InlineData(null, "en")]
    public void A_country_has_the_language_that_nearly_everybody_reads(string? country, string name) => Assert.Equal(name, CodeLocale.Of(country).Name);

    [Fact]
    public void Every_language_finds_itself_and_is_there_once()
    {
        Assert.All(CodeLocale.All, l => Assert.Same(l, CodeLocale.Read(l.Name)));
        Assert.Equal(CodeLocale.All.Count, CodeLocale.All.Select(l => l.Name).Distinct().Count());
        Assert.True(CodeLocale.All.Count >= 24);
    }
}
