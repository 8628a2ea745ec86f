using System.Buffers.Binary;

namespace SendApi.Connectors.Smpp.Wire;

/// <summary>One optional parameter (SMPP Protocol Specification v3.4, section 3.2.4.1).</summary>
public readonly record struct Tlv(ushort Tag, ReadOnlyMemory<byte> Value)
{
    public static Tlv Byte(ushort tag, byte value) => new(tag, new[] { value });

    public static Tlv Short(ushort tag, ushort value)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return new Tlv(tag, octets);
    }

    /// <summary>A C-octet string: the text with a closing NUL.</summary>
    public static Tlv Text(ushort tag, string value) => new(tag, System.Text.Encoding.Latin1.GetBytes(value + "\0"));
}

/// <summary>The tags we read or write (section 5.3.2).</summary>
public static class SmppTag
{
    public const ushort ReceiptedMessageId = 0x001E;
    public const ushort SarMessageReference = 0x020C;
    public const ushort SarTotalSegments = 0x020E;
    public const ushort SarSegmentNumber = 0x020F;
    public const ushort InterfaceVersion = 0x0210;
    public const ushort NetworkErrorCode = 0x0423;
    public const ushort MessagePayload = 0x0424;
    public const ushort MessageState = 0x0427;
}

/// <summary>Looks into the optional parameters of a unit.</summary>
public static class Tlvs
{
    /// <summary>The value of the first parameter with this tag, or null.</summary>
    public static ReadOnlyMemory<byte>? Find(this IReadOnlyList<Tlv> optional, ushort tag)
    {
        for (var i = 0; i < optional.Count; i++)
            if (optional[i].Tag == tag)
                return optional[i].Value;
        return null;
    }

    /// <summary>The value as text without its closing NUL, or null when the tag is absent.</summary>
    public static string? FindText(this IReadOnlyList<Tlv> optional, ushort tag)
    {
        if (optional.Find(tag) is not { } value)
            return null;

        var end = value.Span.IndexOf((byte)0);
        return System.Text.Encoding.Latin1.GetString(end < 0 ? value.Span : value.Span[..end]);
    }
}
