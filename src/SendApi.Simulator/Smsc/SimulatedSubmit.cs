using System.Text;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Messages;

namespace SendApi.Simulator.Smsc;

/// <summary>One submit_sm the simulator accepted, as a phone would see it.</summary>
/// <param name="Text">The text of this part, decoded, without its header.</param>
/// <param name="Place">Its place in a long text, or null.</param>
public sealed record SimulatedSubmit(string MessageId, string SystemId, string From, string To, string Text, Concatenation? Place, byte DataCoding)
{
    private const byte Ucs2 = 8;

    /// <summary>Decodes a submit_sm.</summary>
    public static SimulatedSubmit Read(string messageId, string systemId, PduBody.Message message)
    {
        var (place, content) = (message.EsmClass & SmppMessages.HasUserDataHeader) != 0
            ? Concatenation.Read(message.Content)
            : (Sar(message.Optional), message.Content);
        var text = message.DataCoding == Ucs2 ? Encoding.BigEndianUnicode.GetString(content.Span) : Gsm7.Decode(content.Span);
        return new SimulatedSubmit(messageId, systemId, message.Source.Number, message.Destination.Number, text, place, message.DataCoding);
    }

    private static Concatenation? Sar(IReadOnlyList<Tlv> optional) =>
        optional.Find(SmppTag.SarMessageReference) is { Length: 2 } reference
        && optional.Find(SmppTag.SarTotalSegments) is { Length: 1 } total
        && optional.Find(SmppTag.SarSegmentNumber) is { Length: 1 } number
            ? new Concatenation(reference.Span[0] << 8 | reference.Span[1], total.Span[0], number.Span[0])
            : null;
}
