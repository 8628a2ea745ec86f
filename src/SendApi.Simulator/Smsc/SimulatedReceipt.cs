using System.Globalization;
using System.Text;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Simulator.Smsc;

/// <summary>What became of a text, on its way back to whoever sent it.</summary>
internal sealed record SimulatedReceipt(SimulatedSubmit Submit, string State, byte StateNumber, ushort Error, DateTimeOffset SubmittedAt)
{
    private const byte DeliveryReceipt = 0x04;
    private const byte Gsm = 3;

    public static SimulatedReceipt For(MagicOutcome outcome, SimulatedSubmit submit, DateTimeOffset now) => outcome switch
    {
        MagicOutcome.Undeliverable => new(submit, "UNDELIV", 5, 1, now),
        MagicOutcome.Expired => new(submit, "EXPIRED", 3, 0, now),
        _ => new(submit, "DELIVRD", 2, 0, now),
    };

    /// <summary>The deliver_sm that carries it, from the recipient back to the sender.</summary>
    public PduBody.Message Body(SmscReceiptForm form, DateTimeOffset doneAt) =>
        new(new SmppAddress(1, 1, Submit.To), new SmppAddress(0, 0, Submit.From))
        {
            EsmClass = DeliveryReceipt,
            ShortMessage = form == SmscReceiptForm.Parameters ? default : Encoding.Latin1.GetBytes(Text(doneAt)),
            Optional = form == SmscReceiptForm.Text ? [] : Parameters(),
        };

    private string Text(DateTimeOffset doneAt) => string.Create(CultureInfo.InvariantCulture,
        $"id:{Submit.MessageId} sub:001 dlvrd:{(State == "DELIVRD" ? 1 : 0):D3} "
        + $"submit date:{SubmittedAt:yyMMddHHmm} done date:{doneAt:yyMMddHHmm} stat:{State} err:{Error:D3} text:{Beginning()}");

    private string Beginning() => string.Concat(Submit.Text.Take(20).Select(c => c is >= ' ' and <= '~' ? c : '.'));

    private Tlv[] Parameters() =>
    [
        Tlv.Text(SmppTag.ReceiptedMessageId, Submit.MessageId),
        Tlv.Byte(SmppTag.MessageState, StateNumber),
        new Tlv(SmppTag.NetworkErrorCode, new[] { Gsm, (byte)(Error >> 8), (byte)Error }),
    ];
}
