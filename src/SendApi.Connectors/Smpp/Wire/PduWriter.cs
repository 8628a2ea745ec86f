namespace SendApi.Connectors.Smpp.Wire;

/// <summary>Writes units as the specification lays them out (SMPP Protocol Specification v3.4, section 4).</summary>
public static class PduWriter
{
    /// <summary>The longest short_message (section 5.2.22).</summary>
    public const int MaxShortMessage = 254;

    /// <summary>Adds one unit; throws <see cref="ArgumentException"/>, with nothing added, when a field cannot be written.</summary>
    public static void Write(PduBuffer buffer, in Pdu pdu)
    {
        var start = buffer.Length;
        try
        {
            buffer.UInt32(0);
            buffer.UInt32((uint)pdu.Command);
            buffer.UInt32((uint)pdu.Status);
            buffer.UInt32(pdu.Sequence);
            Body(buffer, pdu.Body);
            var length = buffer.Length - start;
            if (length > PduReader.MaxBytes)
                throw new ArgumentException($"The unit has {length} octets; {PduReader.MaxBytes} is the most.", nameof(pdu));
            buffer.Patch(start, (uint)length);
        }
        catch (ArgumentException)
        {
            buffer.Cut(start);
            throw;
        }
    }

    private static void Body(PduBuffer buffer, PduBody? body)
    {
        switch (body)
        {
            case PduBody.Message message:
                Message(buffer, message);
                break;
            case PduBody.MessageAnswer answer:
                buffer.Text(answer.MessageId);
                Optional(buffer, answer.Optional);
                break;
            case PduBody.Bind bind:
                Bind(buffer, bind);
                break;
            case PduBody.BindAnswer answer:
                buffer.Text(answer.SystemId);
                Optional(buffer, answer.Optional);
                break;
        }
    }

    private static void Bind(PduBuffer buffer, PduBody.Bind bind)
    {
        buffer.Text(bind.SystemId);
        buffer.Text(bind.Password);
        buffer.Text(bind.SystemType);
        buffer.Byte(bind.InterfaceVersion);
        Address(buffer, bind.AddressRange);
    }

    private static void Message(PduBuffer buffer, PduBody.Message message)
    {
        if (message.ShortMessage.Length > MaxShortMessage)
            throw new ArgumentException($"short_message has {message.ShortMessage.Length} octets; {MaxShortMessage} is the most.", nameof(message));

        buffer.Text(message.ServiceType);
        Address(buffer, message.Source);
        Address(buffer, message.Destination);
        buffer.Byte(message.EsmClass);
        buffer.Byte(message.ProtocolId);
        buffer.Byte(message.PriorityFlag);
        buffer.Text(message.ScheduleDeliveryTime);
        buffer.Text(message.ValidityPeriod);
        buffer.Byte(message.RegisteredDelivery);
        buffer.Byte(message.ReplaceIfPresent);
        buffer.Byte(message.DataCoding);
        buffer.Byte(message.DefaultMessageId);
        buffer.Byte((byte)message.ShortMessage.Length);
        buffer.Octets(message.ShortMessage.Span);
        Optional(buffer, message.Optional);
    }

    private static void Address(PduBuffer buffer, SmppAddress address)
    {
        buffer.Byte(address.Ton);
        buffer.Byte(address.Npi);
        buffer.Text(address.Number);
    }

    private static void Optional(PduBuffer buffer, IReadOnlyList<Tlv> optional)
    {
        for (var i = 0; i < optional.Count; i++)
        {
            if (optional[i].Value.Length > ushort.MaxValue)
                throw new ArgumentException($"Optional parameter 0x{optional[i].Tag:X4} is too long.", nameof(optional));
            buffer.UInt16(optional[i].Tag);
            buffer.UInt16((ushort)optional[i].Value.Length);
            buffer.Octets(optional[i].Value.Span);
        }
    }
}
