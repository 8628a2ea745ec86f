using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

/// <summary>A keyword is the whole text, however it is written; a sentence is none.</summary>
public sealed class KeywordsTests
{
    [Theory]
    [InlineData("STOP", Keyword.Stop)]
    [InlineData("  stop.\r\n", Keyword.Stop)]
    [InlineData("\u201CStop!\u201D", Keyword.Stop)]
    [InlineData("Stop  all", Keyword.Stop)]
    [InlineData("ＳＴＯＰ", Keyword.Stop)]
    [InlineData("Stopp", Keyword.Stop)]
    [InlineData("arrêt", Keyword.Stop)]
    [InlineData("ARRE\u0302T", Keyword.Stop)]
    [InlineData("baja", Keyword.Stop)]
    [InlineData("disiscrivi", Keyword.Stop)]
    [InlineData("Sair", Keyword.Stop)]
    [InlineData("afmelden", Keyword.Stop)]
    [InlineData("rezygnuję", Keyword.Stop)]
    [InlineData("iptal", Keyword.Stop)]
    [InlineData("İPTAL", Keyword.Stop)]
    [InlineData("إيقاف", Keyword.Stop)]
    [InlineData("ايقاف", Keyword.Stop)]
    [InlineData("стоп", Keyword.Stop)]
    [InlineData("Unstop", Keyword.Start)]
    [InlineData("start", Keyword.Start)]
    [InlineData("başla", Keyword.Start)]
    [InlineData("ابدأ", Keyword.Start)]
    [InlineData("help?", Keyword.Help)]
    [InlineData("Hilfe", Keyword.Help)]
    [InlineData("yardım", Keyword.Help)]
    [InlineData("مساعدة", Keyword.Help)]
    public void The_word_alone_is_understood(string text, Keyword keyword) => Assert.Equal(keyword, Keywords.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("Please stop")]
    [InlineData("Do not STOP, I like them")]
    [InlineData("STOP 2")]
    [InlineData("Nonstop")]
    [InlineData("Where does the bus stop?")]
    [InlineData("stop stop stop stop stop stop stop stop stop")]
    public void A_sentence_is_no_keyword(string text) => Assert.Null(Keywords.Read(text));
}
