namespace SendApi.Connectors.Smpp.Wire;

/// <summary>The command ids we speak (SMPP Protocol Specification v3.4, section 5.1.2.1). An answer is its request with the top bit set.</summary>
public enum SmppCommand : uint
{
    BindReceiver = 0x00000001,
    BindTransmitter = 0x00000002,
    SubmitSm = 0x00000004,
    DeliverSm = 0x00000005,
    Unbind = 0x00000006,
    BindTransceiver = 0x00000009,
    EnquireLink = 0x00000015,
    /// <summary>Told of a reachable phone; it has no answer and we have no use for it.</summary>
    AlertNotification = 0x00000102,
    GenericNack = 0x80000000,
    BindReceiverResp = 0x80000001,
    BindTransmitterResp = 0x80000002,
    SubmitSmResp = 0x80000004,
    DeliverSmResp = 0x80000005,
    UnbindResp = 0x80000006,
    BindTransceiverResp = 0x80000009,
    EnquireLinkResp = 0x80000015,
}

/// <summary>What can be told from a command id alone.</summary>
public static class SmppCommands
{
    private const uint AnswerBit = 0x80000000;

    public static bool IsAnswer(this SmppCommand command) => ((uint)command & AnswerBit) != 0;

    /// <summary>The command that answers this request.</summary>
    public static SmppCommand Answer(this SmppCommand command) => (SmppCommand)((uint)command | AnswerBit);

    public static bool IsBind(this SmppCommand command) =>
        command is SmppCommand.BindReceiver or SmppCommand.BindTransmitter or SmppCommand.BindTransceiver;
}
