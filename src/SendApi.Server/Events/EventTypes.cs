namespace SendApi.Server.Events;

/// <summary>The names of all events there are.</summary>
public static class EventNames
{
    public const string SmsSent = "sms.sent", SmsDelivered = "sms.delivered", SmsFailed = "sms.failed", SmsUncertain = "sms.uncertain", SmsReceived = "sms.received",
        VerifySent = "verify.sent", VerifyCompleted = "verify.completed", VerifyExpired = "verify.expired", VerifyFailed = "verify.failed",
        MessageSent = "message.sent", MessageDelivered = "message.delivered", MessageRead = "message.read", MessageFailed = "message.failed", MessageUncertain = "message.uncertain",
        MessageReceived = "message.received", SessionConnected = "session.connected", SessionDisconnected = "session.disconnected", SessionQr = "session.qr", SessionBanned = "session.banned", TemplateApproved = "template.approved", TemplateRejected = "template.rejected",
        QuotaWarning = "account.quota_warning", BalanceLow = "account.balance_low", WebhookDisabled = "account.webhook_disabled";
}

/// <summary>One kind of event: what it tells of, the type of its <c>data</c> and an example of it.</summary>
public sealed record EventType(string Name, string Sentence, Type Data, string Example);

/// <summary>The catalogue of events: subscriptions, the reference, the OpenAPI document and test deliveries are made from it.</summary>
public static class EventTypes
{
    public static readonly IReadOnlyList<EventType> All =
    [
        new(EventNames.SmsSent, "A provider took the text. Its price is settled.", typeof(SmsSentData), """
            {"id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "sender_id": "Shop", "provider": "carrier", "segments": 1, "cost_usd": "0.038000", "metadata": {"order": "1001"}, "sent_at": "2026-03-09T14:30:01Z"}
            """),
        new(EventNames.SmsDelivered, "The carrier reports that the text reached the phone.", typeof(SmsDeliveredData), """
            {"id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "sender_id": "Shop", "provider": "carrier", "metadata": {"order": "1001"}, "delivered_at": "2026-03-09T14:30:04Z"}
            """),
        new(EventNames.SmsFailed, "The text will not arrive: it was refused, could not be delivered, or its validity ended.", typeof(SmsFailedData), """
            {"id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "sender_id": "Shop", "provider": "carrier", "metadata": {"order": "1001"}, "status": "undelivered", "error_code": 5001, "error_message": "The carrier reported UNDELIV, error 011.", "failed_at": "2026-03-09T14:30:04Z"}
            """),
        new(EventNames.SmsUncertain, "The text may have left and nobody knows. It is not sent again by itself unless the operator chose that for its class; a late receipt may still tell.", typeof(SmsUncertainData), """
            {"id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "sender_id": "Shop", "provider": "carrier", "metadata": {"order": "1001"}, "error_code": 5001, "error_message": "It may have left and nobody knows: the link broke. It is not sent again by itself.", "uncertain_at": "2026-03-09T14:30:31Z"}
            """),
        new(EventNames.SmsReceived, "Somebody sent a text to one of your numbers. Unlike other events it holds the text itself.", typeof(SmsReceivedData), """
            {"id": "inb_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "from": "+447700900000", "to": "+447700900042", "content": "When does my parcel come?", "parts": 1, "is_complete": true, "keyword": null, "reply_id": null, "provider": "carrier", "received_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.VerifySent, "A provider took a text with a code; a code that goes another way is told of again. Texts with codes are told of by these events alone, never by those of texts.", typeof(VerifySentData), """
            {"verification_id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "channel": "sms", "sent_at": "2026-03-09T14:30:01Z"}
            """),
        new(EventNames.VerifyCompleted, "The right code was entered.", typeof(VerifyCompletedData), """
            {"verification_id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "channel": "sms", "completed_at": "2026-03-09T14:30:20Z"}
            """),
        new(EventNames.VerifyExpired, "The time of a code ended before it was entered.", typeof(VerifyExpiredData), """
            {"verification_id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "channel": "sms", "expired_at": "2026-03-09T14:35:00Z"}
            """),
        new(EventNames.VerifyFailed, "The code could not be delivered, or five wrong ones were entered.", typeof(VerifyFailedData), """
            {"verification_id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "channel": "sms", "reason": "max_attempts", "failed_at": "2026-03-09T14:30:40Z"}
            """),
        new(EventNames.MessageSent, "WhatsApp took the message.", typeof(MessageSentData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "metadata": {"order": "1001"}, "sent_at": "2026-03-09T14:30:01Z"}
            """),
        new(EventNames.MessageDelivered, "The message reached the phone.", typeof(MessageDeliveredData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "metadata": {"order": "1001"}, "delivered_at": "2026-03-09T14:30:02Z"}
            """),
        new(EventNames.MessageRead, "The person opened the message. Who has read receipts switched off is never told of.", typeof(MessageReadData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "metadata": {"order": "1001"}, "read_at": "2026-03-09T14:30:40Z"}
            """),
        new(EventNames.MessageFailed, "The message will not arrive: it was refused, or its validity ended.", typeof(MessageFailedData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "metadata": {"order": "1001"}, "error_code": 5001, "error_message": "The number has no WhatsApp (not_on_whatsapp)", "failed_at": "2026-03-09T14:30:04Z"}
            """),
        new(EventNames.MessageUncertain, "The message may have left and nobody knows. It is not sent again by itself; a late receipt may still tell.", typeof(MessageUncertainData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "to": "+447700900000", "metadata": {"order": "1001"}, "error_code": 5001, "error_message": "It may have left and nobody knows: the connection broke. It is not sent again by itself.", "uncertain_at": "2026-03-09T14:30:31Z"}
            """),
        new(EventNames.MessageReceived, "Somebody wrote to one of your sessions. Unlike other events it holds the words themselves.", typeof(MessageReceivedData), """
            {"message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "from": "+447700900000", "type": "text", "content": "When does my parcel come?", "received_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.SessionConnected, "A session is connected: messages leave through it.", typeof(SessionConnectedData), """
            {"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "number_id": 1, "name": "Support", "phone_number": "+447700900042", "connected_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.SessionDisconnected, "A session lost its phone: it was logged out there, or has to be paired again. What waits is kept until its validity ends.", typeof(SessionDisconnectedData), """
            {"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "number_id": 1, "name": "Support", "phone_number": "+447700900042", "reason": "The phone has to be paired again.", "disconnected_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.SessionQr, "A session waits to be paired, and this is a fresh code for it.", typeof(SessionQrData), """
            {"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "number_id": 1, "name": "Support", "phone_number": null, "qr_code": "data:image/png;base64,iVBORw0KGgo=", "qr_expires_at": "2026-03-09T14:32:00Z"}
            """),
        new(EventNames.SessionBanned, "WhatsApp has closed the number of a session. Sends are refused with `4003`; what waits is kept until its validity ends.", typeof(SessionBannedData), """
            {"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "number_id": 1, "name": "Support", "phone_number": "+447700900042", "banned_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.TemplateApproved, "Meta approved a template: it can be sent.", typeof(TemplateApprovedData), """
            {"template_id": "tpl_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "name": "order_shipped", "language": "en_US", "approved_at": "2026-03-09T14:31:00Z"}
            """),
        new(EventNames.TemplateRejected, "Meta rejected a template, or took its approval back.", typeof(TemplateRejectedData), """
            {"template_id": "tpl_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "name": "order_shipped", "language": "en_US", "reason": "INVALID_FORMAT", "rejected_at": "2026-03-09T14:31:00Z"}
            """),
        new(EventNames.QuotaWarning, "80% or all of a monthly quota is used.", typeof(QuotaWarningData), """
            {"kind": "sms", "percentage": 80, "used": 400, "quota": 500, "resets_at": "2026-04-01T00:00:00Z", "warned_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.BalanceLow, "The SMS credit fell below the mark that the operator set.", typeof(BalanceLowData), """
            {"balance": {"amount": "4.962000", "currency": "USD"}, "threshold": {"amount": "5.000000", "currency": "USD"}, "low_at": "2026-03-09T14:30:00Z"}
            """),
        new(EventNames.WebhookDisabled, "A webhook of the account was switched off because its endpoint failed for days or answered 410. Your other webhooks hear of it.", typeof(WebhookDisabledData), """
            {"webhook_id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "url": "https://shop.example/hooks", "reason": "The endpoint answered 410.", "disabled_at": "2026-03-09T14:30:00Z"}
            """),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(e => e.Name)];

    /// <summary>The families that a subscription may name, such as <c>sms.*</c>.</summary>
    public static readonly IReadOnlyList<string> Families = [.. Names.Select(n => n[..n.IndexOf('.')] + ".*").Distinct()];

    public static EventType? Find(string name) => All.FirstOrDefault(e => e.Name == name);
}
