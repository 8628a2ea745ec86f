namespace SendApi.Connectors.Smpp;

/// <summary>The place of a part in a long text, carried in the user data header (3GPP TS 23.040, sections 9.2.3.24.1 and 9.2.3.24.8).</summary>
public readonly record struct Concatenation(int Reference, int Total, int Number)
{
    private const byte EightBit = 0x00, SixteenBit = 0x08;

    /// <summary>The octets of <see cref="Header"/>.</summary>
    public const int Length = 6;

    /// <summary>The header with an 8-bit reference, its own length first.</summary>
    public static byte[] Header(byte reference, byte total, byte number) => [5, EightBit, 3, reference, total, number];

    /// <summary>Splits content that begins with a header; a header that lies about its length takes the content with it.</summary>
    public static (Concatenation? Place, ReadOnlyMemory<byte> Text) Read(ReadOnlyMemory<byte> content)
    {
        var octets = content.Span;
        if (octets.IsEmpty || octets[0] >= octets.Length)
            return (null, default);

        var end = octets[0] + 1;
        return (Find(octets[1..end]), content[end..]);
    }

    private static Concatenation? Find(ReadOnlySpan<byte> elements)
    {
        while (elements.Length >= 2 && elements.Length >= 2 + elements[1])
        {
            var value = elements.Slice(2, elements[1]);
            if (elements[0] == EightBit && value.Length == 3)
                return new Concatenation(value[0], value[1], value[2]);
            if (elements[0] == SixteenBit && value.Length == 4)
                return new Concatenation(value[0] << 8 | value[1], value[2], value[3]);
            elements = elements[(2 + value.Length)..];
        }

        return null;
    }
}
