using System.Buffers;
using System.Buffers.Binary;

namespace SendApi.Bench.Smpp;

/// <summary>The frames of SMPP 3.4 that a message centre needs: a head of four numbers, then the body.</summary>
public static class SmppPdu
{
    public const int HeadLength = 16, MostLength = 64 * 1024;

    /// <summary>The only bind: receipts come back on it.</summary>
    public const uint BindTransceiver = 0x09;

    public const uint SubmitSm = 0x04, DeliverSm = 0x05, Unbind = 0x06, EnquireLink = 0x15;

    public const uint Response = 0x8000_0000, GenericNack = Response;

    public const uint StatusInvalidCommand = 0x03;

    /// <summary>False while bytes are missing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out SmppHead head)
    {
        head = default;
        if (received.Length < HeadLength)
            return false;
        head = new SmppHead(
            BinaryPrimitives.ReadInt32BigEndian(received),
            BinaryPrimitives.ReadUInt32BigEndian(received[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(received[12..]));
        if (head.Length is < HeadLength or > MostLength)
            throw new InvalidDataException($"A PDU says that it is {head.Length} bytes long.");
        return received.Length >= head.Length;
    }

    public static void Write(IBufferWriter<byte> output, SmppHead head, ReadOnlySpan<byte> body)
    {
        var length = HeadLength + body.Length;
        var span = output.GetSpan(length);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], head.Command);
        BinaryPrimitives.WriteUInt32BigEndian(span[8..], head.Status);
        BinaryPrimitives.WriteUInt32BigEndian(span[12..], head.Sequence);
        body.CopyTo(span[HeadLength..]);
        output.Advance(length);
    }
}

/// <summary>The head of a PDU.</summary>
/// <param name="Length">Of the whole PDU; not used in writing.</param>
public readonly record struct SmppHead(int Length, uint Command, uint Status, uint Sequence)
{
    public SmppHead Answer(uint status = 0) => this with { Command = Command | SmppPdu.Response, Status = status };
}
