using System.Globalization;
using System.Text;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Writes units down field by field, under the names of the SMPP Protocol Specification v3.4 (sections 4.4.1, 4.4.2 and 4.6.1), without the recipient and the words.</summary>
internal static class SmppTranscript
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>A submit_sm and what answered it.</summary>
    /// <param name="answer">Null where none came.</param>
    public static Exchange Of(PduBody.Message part, in Pdu? answer) => Exchange.Of(Submit(part), answer is { } pdu ? Answer(pdu) : null);

    /// <summary>A receipt as the carrier sent it.</summary>
    public static Exchange OfReceipt(in Pdu pdu, PduBody.Message message)
    {
        var text = Begin("deliver_sm", pdu.Sequence);
        text.Append(Plain, $"\nsource_addr={Exchange.Recipient}");
        text.Append(Plain, $"\ndest_addr={Printable(message.Destination.Number)} ton={message.Destination.Ton} npi={message.Destination.Npi}");
        text.Append(Plain, $"\nesm_class=0x{message.EsmClass:x2}");
        if (message.Optional.FindText(SmppTag.ReceiptedMessageId) is { } id)
            text.Append(Plain, $"\nreceipted_message_id={Printable(id)}");
        if (message.Optional.Find(SmppTag.MessageState) is { Length: > 0 } state)
            text.Append(Plain, $"\nmessage_state={state.Span[0]} {SmppReceipts.StateWord(message)}");
        if (message.Optional.Find(SmppTag.NetworkErrorCode) is { } error)
            text.Append(Plain, $"\nnetwork_error_code={Hex(error.Span)}");
        if (!message.Content.IsEmpty)
            text.Append(Plain, $"\nshort_message={Printable(ReceiptText.Shown(SmppReceipts.Text(message)))}");
        return Exchange.Of(null, text.ToString());
    }

    private static string Submit(PduBody.Message part)
    {
        var text = new StringBuilder("submit_sm", 256);
        text.Append(Plain, $"\nsource_addr={Printable(part.Source.Number)} ton={part.Source.Ton} npi={part.Source.Npi}");
        text.Append(Plain, $"\ndest_addr={Exchange.Recipient} ton={part.Destination.Ton} npi={part.Destination.Npi}");
        text.Append(Plain, $"\nesm_class=0x{part.EsmClass:x2} data_coding=0x{part.DataCoding:x2} registered_delivery={part.RegisteredDelivery}");
        if (part.ValidityPeriod.Length > 0)
            text.Append(Plain, $"\nvalidity_period={part.ValidityPeriod}");
        text.Append(Plain, $"\nsm_length={part.ShortMessage.Length}");
        if ((part.EsmClass & SmppMessages.HasUserDataHeader) != 0 && part.ShortMessage.Length > Concatenation.Length)
            text.Append(Plain, $" user_data_header={Hex(part.ShortMessage.Span[..Concatenation.Length])}");
        foreach (var (tag, value) in part.Optional)
            _ = tag == SmppTag.MessagePayload
                ? text.Append(Plain, $"\nmessage_payload={Exchange.Words} of {value.Length} octets")
                : text.Append(Plain, $"\n{TagName(tag)}={Hex(value.Span)}");
        return text.ToString();
    }

    private static string Answer(in Pdu pdu)
    {
        var text = Begin(CommandName(pdu.Command), pdu.Sequence);
        text.Append(Plain, $"\ncommand_status=0x{(uint)pdu.Status:x8}{(Enum.IsDefined(pdu.Status) ? $" {pdu.Status}" : "")}");
        if (pdu.Body is PduBody.MessageAnswer { MessageId: var id })
            text.Append(Plain, $"\nmessage_id={Printable(id)}");
        return text.ToString();
    }

    private static StringBuilder Begin(string command, uint sequence) => new StringBuilder(command, 192).Append(Plain, $"\nsequence_number={sequence}");

    private static string Hex(ReadOnlySpan<byte> octets) => "0x" + Convert.ToHexStringLower(octets);

    private static string CommandName(SmppCommand command) => command switch
    {
        SmppCommand.SubmitSmResp => "submit_sm_resp",
        SmppCommand.GenericNack => "generic_nack",
        _ => $"command_id=0x{(uint)command:x8}",
    };

    private static string TagName(ushort tag) => tag switch
    {
        SmppTag.SarMessageReference => "sar_msg_ref_num",
        SmppTag.SarTotalSegments => "sar_total_segments",
        SmppTag.SarSegmentNumber => "sar_segment_seqnum",
        _ => $"0x{tag:x4}",
    };

    /// <summary>What a carrier wrote, with a dot for what is no printable character.</summary>
    private static string Printable(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001F') ? string.Concat(text.Select(c => char.IsControl(c) ? '.' : c)) : text;
}
