using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>What a carrier means by data_coding 0, "the SMSC's default alphabet".</summary>
public enum SmppAlphabet { Gsm, Latin1, Utf8 }

/// <summary>Reads inbound texts from deliver_sm (SMPP Protocol Specification v3.4, section 4.6.1).</summary>
public static class SmppInbound
{
    /// <summary>The text, or the part of one, that a deliver_sm carries.</summary>
    /// <param name="standard">The alphabet of data_coding 0, as the provider is set up.</param>
    public static InboundText Read(string provider, PduBody.Message message, SmppAlphabet standard)
    {
        var content = message.Content;
        Concatenation? place = null;
        if ((message.EsmClass & SmppMessages.HasUserDataHeader) != 0)
            (place, content) = Concatenation.Read(content);
        place ??= Sar(message.Optional);
        return new InboundText(provider, null, Address(message.Source), Address(message.Destination), Decode(content.Span, message.DataCoding, standard), Part(place));
    }

    // Type 1 is an international number (section 5.2.5); carriers leave the plus sign out, and some write it.
    private static string Address(SmppAddress address) => address.Ton == 1 && !address.Number.StartsWith('+') ? "+" + address.Number : address.Number;

    private static InboundPart? Part(Concatenation? place) =>
        place is { Total: > 1 and <= 255, Number: >= 1 } part && part.Number <= part.Total ? new InboundPart(part.Reference, part.Total, part.Number) : null;

    /// <summary>The sar_ parameters (sections 5.3.2.22 to 5.3.2.24); all three, or none.</summary>
    private static Concatenation? Sar(IReadOnlyList<Tlv> optional) =>
        optional.Find(SmppTag.SarMessageReference) is { Length: 2 } reference && optional.Find(SmppTag.SarTotalSegments) is { Length: 1 } total
        && optional.Find(SmppTag.SarSegmentNumber) is { Length: 1 } number
            ? new Concatenation(BinaryPrimitives.ReadUInt16BigEndian(reference.Span), total.Span[0], number.Span[0])
            : null;

    /// <summary>data_coding (section 5.2.19): 0 is the SMSC's own, 1 ASCII, 3 Latin-1, 8 UCS-2; 0xF0 and 0x10 begin the forms of 3GPP TS 23.038.</summary>
    /// <remarks>Any other is read as Latin-1: its ASCII comes out right in every alphabet of the list, so that a STOP is understood.</remarks>
    private static string Decode(ReadOnlySpan<byte> octets, byte coding, SmppAlphabet standard) => coding switch
    {
        0 => standard switch
        {
            SmppAlphabet.Latin1 => Encoding.Latin1.GetString(octets),
            SmppAlphabet.Utf8 => Encoding.UTF8.GetString(octets),
            _ => Gsm7.Decode(octets),
        },
        8 or >= 0x18 and <= 0x1B => Ucs2(octets),
        >= 0x10 and <= 0x13 or >= 0xF0 and <= 0xF3 => Gsm7.Decode(octets),
        _ => Encoding.Latin1.GetString(octets),
    };

    /// <summary>Unit by unit, since a part may end with half a character; the decoder of the library would put a question mark there.</summary>
    private static string Ucs2(ReadOnlySpan<byte> octets)
    {
        var units = MemoryMarshal.Cast<byte, ushort>(octets);
        var text = new char[units.Length];
        for (var i = 0; i < units.Length; i++)
            text[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(octets[(2 * i)..]);
        return new string(text);
    }
}
