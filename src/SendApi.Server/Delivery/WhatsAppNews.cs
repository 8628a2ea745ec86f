using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Events;

namespace SendApi.Server.Delivery;

/// <summary>What is told of the steps of a WhatsApp message.</summary>
internal static class WhatsAppNews
{
    /// <summary>The event of a status; null for one that is no news.</summary>
    public static string? NameOf(MessageStatus status) => status switch
    {
        MessageStatus.Sent => EventNames.MessageSent,
        MessageStatus.Uncertain => EventNames.MessageUncertain,
        MessageStatus.Delivered => EventNames.MessageDelivered,
        MessageStatus.Read => EventNames.MessageRead,
        MessageStatus.Undelivered or MessageStatus.Failed => EventNames.MessageFailed,
        _ => null,
    };

    public static string Data(StatusChange change, Told message)
    {
        var (at, metadata) = (change.At.UtcDateTime, message.Metadata is null ? (JsonElement?)null : ApiJson.Read<JsonElement>(message.Metadata));
        var (id, session, to) = (change.Message.Id, message.Sender ?? "", message.Recipient);
        var (code, why) = (change.ErrorCode ?? Errors.ProviderError.Number, change.ErrorMessage ?? "");
        return change.Status switch
        {
            MessageStatus.Sent => ApiJson.Text(new MessageSentData { MessageId = id, SessionId = session, To = to, Metadata = metadata, SentAt = at }),
            MessageStatus.Delivered => ApiJson.Text(new MessageDeliveredData { MessageId = id, SessionId = session, To = to, Metadata = metadata, DeliveredAt = at }),
            MessageStatus.Read => ApiJson.Text(new MessageReadData { MessageId = id, SessionId = session, To = to, Metadata = metadata, ReadAt = at }),
            MessageStatus.Uncertain => ApiJson.Text(new MessageUncertainData { MessageId = id, SessionId = session, To = to, Metadata = metadata, ErrorCode = code, ErrorMessage = why, UncertainAt = at }),
            _ => ApiJson.Text(new MessageFailedData { MessageId = id, SessionId = session, To = to, Metadata = metadata, ErrorCode = code, ErrorMessage = why, FailedAt = at }),
        };
    }
}
