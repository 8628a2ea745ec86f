using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SendApi.Core.Messages;

/// <summary>A text after smart encoding, and what was replaced to get there, in the order of first appearance.</summary>
public sealed record SmartText(string Content, IReadOnlyList<Replacement> Replacements);

/// <summary>One character that was replaced, how often, and by what; <paramref name="With"/> is empty where it was dropped.</summary>
public sealed record Replacement(string Character, string CodePoint, string With, int Count);

/// <summary>Replaces look-alikes that word processors and web pages slip into texts, so that one curly quote does not halve the room of a message.</summary>
public static class SmartEncoding
{
    private static readonly FrozenDictionary<char, string> LookAlikes = Table();

    /// <summary>The text with its look-alikes replaced when the whole then fits GSM-7; otherwise, or when nothing needs it, the text as it is.</summary>
    public static SmartText Apply(string content)
    {
        StringBuilder? replaced = null;
        List<Replacement> replacements = [];
        for (var i = 0; i < content.Length; i++)
        {
            var character = content[i];
            if (Gsm7.Septets(character) > 0)
            {
                replaced?.Append(character);
                continue;
            }

            if (!LookAlikes.TryGetValue(character, out var with))
                return new SmartText(content, []);
            replaced ??= new StringBuilder(content, 0, i, content.Length + 16);
            replaced.Append(with);
            Count(replacements, character, with);
        }

        return new SmartText(replaced?.ToString() ?? content, replacements);
    }

    /// <summary>What stands in for a character: empty where it is dropped, null where nothing does.</summary>
    public static string? LookAlike(char character) => LookAlikes.GetValueOrDefault(character);

    private static void Count(List<Replacement> replacements, char character, string with)
    {
        var text = character.ToString();
        var known = replacements.FindIndex(r => r.Character == text);
        if (known >= 0)
            replacements[known] = replacements[known] with { Count = replacements[known].Count + 1 };
        else
            replacements.Add(new Replacement(text, "U+" + ((int)character).ToString("X4", CultureInfo.InvariantCulture), with, 1));
    }

    private static FrozenDictionary<char, string> Table()
    {
        var table = new Dictionary<char, string>();
        Add("'", "\u2018\u2019\u201A\u201B\u2032\u2039\u203A\u00B4\u02BB\u02BC\u0060");
        Add("\"", "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB");
        Add("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212");
        Add("...", "\u2026");
        Add("*", "\u2022");
        Add(" ", "\t\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000");
        Add("\n", "\u0085\u2028\u2029");
        Add("", "\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF");
        AddFullWidth();
        return table.ToFrozenDictionary();

        void Add(string with, string characters)
        {
            foreach (var character in characters)
                table.Add(character, with);
        }

        // The full-width forms repeat ASCII 0x21 to 0x7E in order; the grave accent alone is not in GSM-7 and becomes an apostrophe.
        void AddFullWidth()
        {
            for (var ascii = '!'; ascii <= '~'; ascii++)
                table.Add((char)(ascii + 0xFEE0), ascii == '`' ? "'" : ascii.ToString());
        }
    }
}
