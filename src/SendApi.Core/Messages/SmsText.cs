namespace SendApi.Core.Messages;

/// <summary>The two alphabets a text can travel in.</summary>
public enum SmsEncoding { Gsm7 = 0, Ucs2 = 1 }

/// <summary>A text with its encoding and its parts as the network will count and bill them: 160 or 153 septets, 70 or 67 UTF-16 units.</summary>
public sealed record SmsText
{
    private SmsText(string content, SmsEncoding encoding, int segments)
    {
        Content = content;
        Encoding = encoding;
        Segments = segments;
    }

    public string Content { get; }

    public SmsEncoding Encoding { get; }

    /// <summary>How many parts it is sent in, 1 or more.</summary>
    public int Segments { get; }

    /// <summary>The encoding's name on the wire.</summary>
    public string EncodingName => Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2";

    /// <summary>Finds the encoding and counts the parts; no escape sequence and no surrogate pair is ever split.</summary>
    public static SmsText Measure(string content)
    {
        var septets = 0;
        foreach (var character in content)
        {
            var size = Gsm7.Septets(character);
            if (size == 0)
                return new SmsText(content, SmsEncoding.Ucs2, content.Length <= 70 ? 1 : Split(content, SmsEncoding.Ucs2).Count());
            septets += size;
        }

        return new SmsText(content, SmsEncoding.Gsm7, septets <= 160 ? 1 : Split(content, SmsEncoding.Gsm7).Count());
    }

    /// <summary>A text read back from our own store with the numbers measured then.</summary>
    public static SmsText Trusted(string content, SmsEncoding encoding, int segments) => new(content, encoding, segments);

    /// <summary>The text of each part, in order; together they are the whole content.</summary>
    public IReadOnlyList<string> Parts() => Segments == 1 ? [Content] : Split(Content, Encoding).Select(part => Content[part]).ToList();

    /// <summary>The octets of a part as SMPP carries them: unpacked septets, or UTF-16 with the high octet first.</summary>
    public byte[] Octets(string part) => Encoding == SmsEncoding.Gsm7 ? Gsm7.Encode(part) : System.Text.Encoding.BigEndianUnicode.GetBytes(part);

    private static IEnumerable<Range> Split(string content, SmsEncoding encoding)
    {
        var room = encoding == SmsEncoding.Gsm7 ? 153 : 67;
        var (start, used, i) = (0, 0, 0);
        while (i < content.Length)
        {
            var units = char.IsHighSurrogate(content[i]) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]) ? 2 : 1;
            var size = encoding == SmsEncoding.Gsm7 ? Gsm7.Septets(content[i]) : units;
            if (used + size > room)
            {
                yield return start..i;
                (start, used) = (i, 0);
            }

            used += size;
            i += units;
        }

        yield return start..content.Length;
    }
}
