using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SendApi.Core.Codes;

/// <summary>The words that a one-time code is sent in. The code comes first, so that it can be read from the notification.</summary>
public static class CodeTexts
{
    private static readonly FrozenDictionary<string, Words> Table = CodeSentences.All.ToFrozenDictionary(s => s.Name, Words.Of);

    /// <summary>The text with the code, whose it is, for how long it is valid, and that it is nobody else's to know. The brand is taken as it is.</summary>
    /// <param name="minutes">1 or more.</param>
    public static string Write(CodeLocale locale, string code, int minutes, string? brand)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minutes);
        var words = Table[locale.Name];
        var time = words.Minutes[words.Rule.Of(minutes)].Replace("#", minutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // One pass over our own sentence: a brand that reads like a placeholder is not filled in again.
        return string.Format(CultureInfo.InvariantCulture, string.IsNullOrEmpty(brand) ? words.Alone : words.Branded, code, time, brand);
    }

    private sealed record Words(PluralRule Rule, FrozenDictionary<PluralForm, string> Minutes, CompositeFormat Alone, CompositeFormat Branded)
    {
        public static Words Of(CodeSentence sentence)
        {
            var forms = sentence.Minutes.Split('|');
            if (forms.Length != sentence.Rule.Forms.Count)
                throw new InvalidOperationException($"'{sentence.Name}' has {sentence.Rule.Forms.Count} forms of a minute, and the table gives {forms.Length}.");
            return new Words(sentence.Rule, sentence.Rule.Forms.Zip(forms).ToFrozenDictionary(f => f.First, f => f.Second), Format(sentence.Alone), Format(sentence.Branded));
        }

        private static CompositeFormat Format(string sentence) => CompositeFormat.Parse(sentence
            .Replace("{code}", "{0}", StringComparison.Ordinal).Replace("{time}", "{1}", StringComparison.Ordinal).Replace("{brand}", "{2}", StringComparison.Ordinal));
    }
}
