using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Reads receipts from deliver_sm: optional parameters (SMPP Protocol Specification v3.4, section 5.3.2) and text (appendix B).</summary>
public static class SmppReceipts
{
    /// <summary>esm_class bits 5 to 2: the kind of message (section 5.2.12).</summary>
    private const byte KindMask = 0x3C, DeliveryReceipt = 0x04, IntermediateNotification = 0x20;

    /// <summary>message_state (section 5.2.28) with the words the text form has for it.</summary>
    private static readonly string[] States = ["SCHEDULED", "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD", "SKIPPED"];

    /// <summary>Whether a deliver_sm speaks of a message of ours. The text alone is never believed: anyone can write "id:1 stat:DELIVRD" to a number.</summary>
    public static bool IsReceipt(PduBody.Message message) =>
        (message.EsmClass & KindMask) is DeliveryReceipt or IntermediateNotification || message.Optional.Find(SmppTag.ReceiptedMessageId) is not null;

    /// <summary>The receipt with the id as the answer to the submit named it, or null when it names no message. Where the parameters and the text differ the parameters are right.</summary>
    public static Receipt? Read(string provider, PduBody.Message message, ReceiptIdForm form = ReceiptIdForm.Same)
    {
        var text = ReceiptText.Read(Text(message));
        var id = message.Optional.FindText(SmppTag.ReceiptedMessageId);
        if (string.IsNullOrWhiteSpace(id))
            id = text.Id;
        if (string.IsNullOrWhiteSpace(id))
            return null;

        var word = StateWord(message) ?? text.State ?? "";
        var done = text.DoneDate is null ? null : SmppTime.ReceiptDate(text.DoneDate);
        return new Receipt(provider, ProviderIds.AsAnswered(id.Trim(), form), State(word), NetworkError(message) ?? Meaningful(text.Error), done, word);
    }

    /// <summary>What a receipt says in words.</summary>
    internal static string Text(PduBody.Message message)
    {
        var content = message.Content;
        if ((message.EsmClass & SmppMessages.HasUserDataHeader) != 0)
            content = Concatenation.Read(content).Text;
        return message.DataCoding == 8 ? Encoding.BigEndianUnicode.GetString(content.Span) : Encoding.Latin1.GetString(content.Span);
    }

    /// <summary>The word for the state that the parameters name; null where they name none.</summary>
    internal static string? StateWord(PduBody.Message message)
    {
        if (message.Optional.Find(SmppTag.MessageState) is not { Length: > 0 } value)
            return null;

        var state = value.Span[0];
        return state < States.Length ? States[state] : null;
    }

    private static ReceiptState State(string word) => word.ToUpperInvariant() switch
    {
        "DELIVRD" or "DELIVERED" => ReceiptState.Delivered,
        "EXPIRED" or "DELETED" or "UNDELIV" or "UNDELIVERABLE" or "UNDELIVERED" or "SKIPPED" => ReceiptState.Undelivered,
        "REJECTD" or "REJECTED" => ReceiptState.Rejected,
        "ENROUTE" or "ACCEPTD" or "ACCEPTED" or "SCHEDULED" or "BUFFRED" or "BUFFERED" => ReceiptState.Underway,
        _ => ReceiptState.Unknown,
    };

    /// <summary>network_error_code: one octet of network type, two of the error (section 5.3.2.31).</summary>
    private static string? NetworkError(PduBody.Message message) =>
        message.Optional.Find(SmppTag.NetworkErrorCode) is { Length: 3 } value && BinaryPrimitives.ReadUInt16BigEndian(value.Span[1..]) is > 0 and var code
            ? code.ToString("D3", CultureInfo.InvariantCulture)
            : null;

    /// <summary>An error of nothing but zeros says that there was none.</summary>
    private static string? Meaningful(string? error) => string.IsNullOrEmpty(error) || error.AsSpan().ContainsAnyExcept('0') == false ? null : error;
}
