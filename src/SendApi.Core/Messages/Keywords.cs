using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SendApi.Core.Messages;

/// <summary>What a person asks for with a text that is a single known word.</summary>
public enum Keyword
{
    /// <summary>Nothing more from this number.</summary>
    Stop,
    /// <summary>Texts from this number again.</summary>
    Start,
    /// <summary>Who writes, and how to end it.</summary>
    Help,
}

/// <summary>The words that end texts from a number, begin them again or ask for help, in the languages people write in.</summary>
/// <remarks>The whole text must be the word: a sentence that holds it asks for nothing. Case, accents, and what stands around the word do not matter.</remarks>
public static class Keywords
{
    /// <summary>No word of the table comes near it: a longer text is not looked at.</summary>
    private const int Longest = 40;

    // English first: STOP is understood everywhere, and the American carriers ask for the others. Then by language.
    private const string Stops = """
        STOP, STOPALL, STOP ALL, STOP SMS, SMS STOP, UNSUBSCRIBE, CANCEL, END, QUIT, OPTOUT, OPT OUT, OPT-OUT, REVOKE,
        STOPP, ABMELDEN, ABBESTELLEN, ENDE,
        ARRÊT, ARRÊTER, ARRÊTEZ, DÉSABONNER, DÉSINSCRIRE, FIN,
        PARAR, ALTO, BAJA, CANCELAR, DETENER,
        FERMA, FERMARE, CANCELLA, DISISCRIVI, BASTA,
        PARE, SAIR, REMOVER,
        STOPPEN, STOPZETTEN, AFMELDEN, UITSCHRIJVEN,
        KONIEC, WYPISZ, REZYGNUJĘ, ANULUJ,
        DUR, DURDUR, İPTAL, RET,
        توقف, أوقف, إيقاف, إلغاء, قف,
        СТОП, ОТПИСАТЬСЯ, ОТПИСКА, ΣΤΟΠ, AVSLUTA, AVMELD, AFMELD, LOPETA, 停止, 退订, 退訂
        """;

    private const string Starts = """
        START, UNSTOP, SUBSCRIBE, OPTIN, OPT IN, OPT-IN,
        ANMELDEN, BEGINNEN, ABONNER, COMMENCER, REPRENDRE,
        INICIAR, EMPEZAR, ALTA, INIZIA, ISCRIVI, COMEÇAR,
        STARTEN, AANMELDEN, ZAPISZ, BAŞLA, BAŞLAT,
        ابدأ, اشتراك, اشترك, СТАРТ, 开始, 開始
        """;

    private const string Helps = """
        HELP, INFO, HILFE, AIDE, AYUDA, AIUTO, AJUDA, HULP, POMOC, YARDIM, مساعدة,
        ПОМОЩЬ, ΒΟΗΘΕΙΑ, HJÄLP, HJÆLP, HJELP, APUA, 帮助, 幫助, ヘルプ
        """;

    // Letters and what they are compared as. The full-width forms are brought to ASCII by their distance.
    private const string Marked = "ÀÁÂÃÄÅĀĂĄÇĆČÈÉÊËĒĖĘĚĞÌÍÎÏĪİıÑŃŇÒÓÔÕÖŌŐÙÚÛÜŪŮŰÝŚŞŠȘŹŻŽŁأإآΆΈΉΊΌΎΏ";

    private const string Plain = "AAAAAAAAACCCEEEEEEEEGIIIIIIINNNOOOOOOOUUUUUUUYSSSSZZZLاااΑΕΗΙΟΥΩ";

    private static readonly FrozenDictionary<char, char> Folded = Marked.Zip(Plain).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    private static readonly FrozenDictionary<string, Keyword> Known = Table();

    /// <summary>What a text asks for, or null when it is no keyword.</summary>
    public static Keyword? Read(string text) =>
        text.Length <= Longest && Known.TryGetValue(Fold(text), out var keyword) ? keyword : null;

    /// <summary>The word that the API and the store have for it.</summary>
    public static string Name(this Keyword keyword) => keyword switch
    {
        Keyword.Stop => "stop",
        Keyword.Start => "start",
        Keyword.Help => "help",
        _ => throw new ArgumentOutOfRangeException(nameof(keyword), keyword, null),
    };

    private static FrozenDictionary<string, Keyword> Table()
    {
        var table = new Dictionary<string, Keyword>();
        foreach (var (words, keyword) in ((string, Keyword)[])[(Stops, Keyword.Stop), (Starts, Keyword.Start), (Helps, Keyword.Help)])
            foreach (var word in words.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (!table.TryAdd(Fold(word), keyword) && table[Fold(word)] != keyword)
                    throw new InvalidOperationException($"The word '{word}' is given two meanings.");
        return table.ToFrozenDictionary();
    }

    /// <summary>Capitals without accents, without what stands before the first letter and after the last, and with one space between words.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var upper = char.ToUpperInvariant(character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character);
            if (CharUnicodeInfo.GetUnicodeCategory(upper) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (char.IsLetter(upper))
                folded.Append(Folded.GetValueOrDefault(upper, upper));
            else if (char.IsWhiteSpace(upper) && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
            else if (!char.IsWhiteSpace(upper))
                folded.Append(upper);
        }

        var (start, end) = (0, folded.Length);
        while (start < end && !IsPart(folded[start]))
            start++;
        while (end > start && !IsPart(folded[end - 1]))
            end--;
        return folded.ToString(start, end - start);
    }

    // A digit belongs to what was written: "STOP 2" is no keyword.
    private static bool IsPart(char character) => char.IsLetterOrDigit(character);
}
