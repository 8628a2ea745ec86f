using System.Collections.Frozen;

namespace SendApi.Core.Messages;

/// <summary>The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038, sections 6.2.1 and 6.2.1.1), one septet an octet as SMPP carries it.</summary>
public static class Gsm7
{
    /// <summary>The septet that announces a character of the extension table.</summary>
    public const byte Escape = 0x1B;

    /// <summary>The alphabet by septet; the escape's own place holds U+FFFF, which no text contains.</summary>
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly (byte Septet, char Character)[] Extension =
    [
        (0x0A, '\f'), (0x14, '^'), (0x28, '{'), (0x29, '}'), (0x2F, '\\'), (0x3C, '['), (0x3D, '~'), (0x3E, ']'), (0x40, '|'), (0x65, '€'),
    ];

    private static readonly FrozenDictionary<char, byte> Basic = Alphabet.Select((character, septet) => (character, septet))
        .Where(pair => pair.septet != Escape).ToFrozenDictionary(pair => pair.character, pair => (byte)pair.septet);

    private static readonly FrozenDictionary<char, byte> Extended = Extension.ToFrozenDictionary(pair => pair.Character, pair => pair.Septet);

    /// <summary>How many septets a character takes: 1, 2 for one of the extension table, 0 when the alphabet lacks it.</summary>
    public static int Septets(char character) =>
        char.IsAsciiLetterOrDigit(character) || character == ' ' || Basic.ContainsKey(character) ? 1 : Extended.ContainsKey(character) ? 2 : 0;

    /// <summary>The septets of a text that the alphabet holds whole; throws <see cref="ArgumentException"/> on any other character.</summary>
    public static byte[] Encode(string text)
    {
        var septets = new List<byte>(text.Length);
        foreach (var character in text)
        {
            if (Basic.TryGetValue(character, out var septet))
            {
                septets.Add(septet);
                continue;
            }

            if (!Extended.TryGetValue(character, out septet))
                throw new ArgumentException($"U+{(int)character:X4} is not in the GSM 7-bit alphabet.", nameof(text));
            septets.Add(Escape);
            septets.Add(septet);
        }

        return [.. septets];
    }

    /// <summary>The text of septets. An unknown extension is read as its basic character, as TS 23.038 asks; a last lone escape is a space.</summary>
    public static string Decode(ReadOnlySpan<byte> septets)
    {
        var text = new char[septets.Length];
        var length = 0;
        for (var i = 0; i < septets.Length; i++)
        {
            var septet = (byte)(septets[i] & 0x7F);
            if (septet != Escape)
                text[length++] = Alphabet[septet];
            else if (i + 1 == septets.Length)
                text[length++] = ' ';
            else
                text[length++] = Extend((byte)(septets[++i] & 0x7F));
        }

        return new string(text, 0, length);
    }

    private static char Extend(byte septet)
    {
        foreach (var (code, character) in Extension)
            if (code == septet)
                return character;
        return septet == Escape ? ' ' : Alphabet[septet];
    }
}
