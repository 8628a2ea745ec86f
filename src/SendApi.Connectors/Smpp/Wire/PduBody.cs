namespace SendApi.Connectors.Smpp.Wire;

/// <summary>What follows a header. The set is closed; commands with the same fields share one shape.</summary>
public abstract record PduBody
{
    private PduBody() { }

    /// <summary>The three binds (SMPP Protocol Specification v3.4, section 4.1).</summary>
    public sealed record Bind(string SystemId, string Password, string SystemType) : PduBody
    {
        public const byte Version34 = 0x34;

        public byte InterfaceVersion { get; init; } = Version34;

        /// <summary>Which addresses the bind serves; almost every carrier wants it empty.</summary>
        public SmppAddress AddressRange { get; init; } = SmppAddress.None;
    }

    /// <summary>The answers to the three binds.</summary>
    public sealed record BindAnswer(string SystemId) : PduBody
    {
        public IReadOnlyList<Tlv> Optional { get; init; } = [];
    }

    /// <summary>submit_sm (section 4.4.1) and deliver_sm (section 4.6.1), which have the same fields.</summary>
    public sealed record Message(SmppAddress Source, SmppAddress Destination) : PduBody
    {
        public string ServiceType { get; init; } = "";
        public byte EsmClass { get; init; }
        public byte ProtocolId { get; init; }
        public byte PriorityFlag { get; init; }
        public string ScheduleDeliveryTime { get; init; } = "";
        public string ValidityPeriod { get; init; } = "";
        public byte RegisteredDelivery { get; init; }
        public byte ReplaceIfPresent { get; init; }
        public byte DataCoding { get; init; }
        public byte DefaultMessageId { get; init; }

        /// <summary>At most 254 octets; a longer text stands in the message_payload TLV.</summary>
        public ReadOnlyMemory<byte> ShortMessage { get; init; }
        public IReadOnlyList<Tlv> Optional { get; init; } = [];

        /// <summary>The text's octets, wherever the sender put them.</summary>
        public ReadOnlyMemory<byte> Content => ShortMessage.IsEmpty ? Optional.Find(SmppTag.MessagePayload) ?? default : ShortMessage;
    }

    /// <summary>submit_sm_resp (section 4.4.2) and deliver_sm_resp (section 4.6.2).</summary>
    public sealed record MessageAnswer(string MessageId) : PduBody
    {
        public IReadOnlyList<Tlv> Optional { get; init; } = [];
    }

    /// <summary>A request whose mandatory fields end too early: it is answered with an error, and the link lives on.</summary>
    public sealed record Malformed(string Reason) : PduBody;
}

/// <summary>An address with its type of number and numbering plan (sections 5.2.5 to 5.2.9).</summary>
public readonly record struct SmppAddress(byte Ton, byte Npi, string Number)
{
    public static readonly SmppAddress None = new(0, 0, "");
}
