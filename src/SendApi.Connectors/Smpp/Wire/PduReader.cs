using System.Buffers;
using System.Buffers.Binary;

namespace SendApi.Connectors.Smpp.Wire;

/// <summary>Reads units from the wire: strict on the length that frames them, tolerant of what carriers get wrong inside.</summary>
public static class PduReader
{
    public const int HeaderBytes = 16;

    /// <summary>The longest unit we take: a message_payload of 64 KiB would not fit, but no text of ours or of a phone comes near it.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Takes one unit off the front; false while it is not whole. Throws <see cref="SmppFault"/> on a length no unit can have.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out Pdu pdu)
    {
        pdu = default;
        if (buffer.Length < 4)
            return false;

        var length = Length(buffer);
        if (buffer.Length < length)
            return false;

        var octets = buffer.Slice(0, length);
        pdu = octets.IsSingleSegment ? Read(octets.FirstSpan) : ReadSplit(octets, (int)length);
        buffer = buffer.Slice(length);
        return true;
    }

    /// <summary>Reads one whole unit.</summary>
    public static Pdu Read(ReadOnlySpan<byte> unit)
    {
        if (unit.Length < HeaderBytes)
            throw new SmppFault($"A unit of {unit.Length} octets was received; the header alone has {HeaderBytes}.");

        var command = (SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(unit[4..]);
        var status = (SmppStatus)BinaryPrimitives.ReadUInt32BigEndian(unit[8..]);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(unit[12..]);
        return new Pdu(command, status, sequence, Body(command, new FieldReader(unit[HeaderBytes..])));
    }

    private static long Length(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> octets = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(octets);
        var length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        return length is >= HeaderBytes and <= MaxBytes
            ? length
            : throw new SmppFault($"command_length {length} was received; a unit has {HeaderBytes} to {MaxBytes} octets."
                + " This is no SMPP, or the stream lost its place.")
            { Nack = SmppStatus.ESME_RINVCMDLEN };
    }

    private static Pdu ReadSplit(in ReadOnlySequence<byte> octets, int length)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            octets.CopyTo(rented);
            return Read(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static PduBody? Body(SmppCommand command, FieldReader fields) => command switch
    {
        SmppCommand.SubmitSm or SmppCommand.DeliverSm => Message(ref fields),
        SmppCommand.BindReceiver or SmppCommand.BindTransmitter or SmppCommand.BindTransceiver => Bind(ref fields),
        // Section 4.4.2 leaves the body out of an error answer, and some carriers leave it out of good ones too.
        _ when fields.AtEnd => null,
        SmppCommand.SubmitSmResp or SmppCommand.DeliverSmResp =>
            new PduBody.MessageAnswer(fields.Text()) { Optional = fields.Optional() },
        SmppCommand.BindReceiverResp or SmppCommand.BindTransmitterResp or SmppCommand.BindTransceiverResp =>
            new PduBody.BindAnswer(fields.Text()) { Optional = fields.Optional() },
        _ => null,
    };

    private static PduBody Bind(ref FieldReader fields)
    {
        var bind = new PduBody.Bind(fields.Text(), fields.Text(), fields.Text())
        {
            InterfaceVersion = fields.Byte(),
            AddressRange = fields.Address(),
        };
        return fields.EndedEarly ? new PduBody.Malformed("The bind ends before its last mandatory field.") : bind;
    }

    private static PduBody Message(ref FieldReader fields)
    {
        var serviceType = fields.Text();
        var message = new PduBody.Message(fields.Address(), fields.Address())
        {
            ServiceType = serviceType,
            EsmClass = fields.Byte(),
            ProtocolId = fields.Byte(),
            PriorityFlag = fields.Byte(),
            ScheduleDeliveryTime = fields.Text(),
            ValidityPeriod = fields.Text(),
            RegisteredDelivery = fields.Byte(),
            ReplaceIfPresent = fields.Byte(),
            DataCoding = fields.Byte(),
            DefaultMessageId = fields.Byte(),
            ShortMessage = fields.Octets(fields.Byte()),
            Optional = fields.Optional(),
        };
        return fields.EndedEarly ? new PduBody.Malformed("The message ends before its last mandatory field.") : message;
    }
}
