namespace SendApi.Connectors.Smpp.Wire;

/// <summary>One protocol data unit: the header (SMPP Protocol Specification v3.4, section 3.2) and what followed it.</summary>
/// <param name="Body">Null where the command has none, where an answer left it out, and for a command we do not know.</param>
public readonly record struct Pdu(SmppCommand Command, SmppStatus Status, uint Sequence, PduBody? Body = null)
{
    /// <summary>A request; its status is always zero (section 5.1.3).</summary>
    public static Pdu Request(SmppCommand command, uint sequence, PduBody? body = null) => new(command, SmppStatus.ESME_ROK, sequence, body);

    /// <summary>The answer to this request, under the same sequence number.</summary>
    public Pdu Answer(SmppStatus status, PduBody? body = null) => new(Command.Answer(), status, Sequence, body);

    /// <summary>The refusal of something that is no command of ours (section 4.3).</summary>
    public Pdu Nack(SmppStatus status) => new(SmppCommand.GenericNack, status, Sequence);
}
