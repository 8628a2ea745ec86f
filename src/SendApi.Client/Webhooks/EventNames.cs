namespace SendApi.Client;

/// <summary>The names of events. A webhook is told of names, of families such as <c>sms.*</c>, or of all with <c>*</c>.</summary>
public static class EventNames
{
    /// <summary>A provider took a text.</summary>
    public const string SmsSent = "sms.sent";

    /// <summary>A text reached the phone.</summary>
    public const string SmsDelivered = "sms.delivered";

    /// <summary>A text will not arrive.</summary>
    public const string SmsFailed = "sms.failed";

    /// <summary>A text may have left, and nobody knows.</summary>
    public const string SmsUncertain = "sms.uncertain";

    /// <summary>Somebody sent a text to one of your numbers.</summary>
    public const string SmsReceived = "sms.received";

    /// <summary>A provider took the text with a code.</summary>
    public const string VerifySent = "verify.sent";

    /// <summary>The right code was entered.</summary>
    public const string VerifyCompleted = "verify.completed";

    /// <summary>The time of a code ended.</summary>
    public const string VerifyExpired = "verify.expired";

    /// <summary>A code did not arrive, or five wrong ones were entered.</summary>
    public const string VerifyFailed = "verify.failed";

    /// <summary>WhatsApp took a message.</summary>
    public const string MessageSent = "message.sent";

    /// <summary>A WhatsApp message reached the phone.</summary>
    public const string MessageDelivered = "message.delivered";

    /// <summary>A WhatsApp message was opened.</summary>
    public const string MessageRead = "message.read";

    /// <summary>A WhatsApp message will not arrive.</summary>
    public const string MessageFailed = "message.failed";

    /// <summary>A WhatsApp message may have left, and nobody knows.</summary>
    public const string MessageUncertain = "message.uncertain";

    /// <summary>Somebody wrote to one of your sessions.</summary>
    public const string MessageReceived = "message.received";

    /// <summary>A session is connected.</summary>
    public const string SessionConnected = "session.connected";

    /// <summary>A session lost its phone.</summary>
    public const string SessionDisconnected = "session.disconnected";

    /// <summary>A session has a fresh code to scan.</summary>
    public const string SessionQr = "session.qr";

    /// <summary>WhatsApp has closed the number of a session.</summary>
    public const string SessionBanned = "session.banned";

    /// <summary>Meta approved a template.</summary>
    public const string TemplateApproved = "template.approved";

    /// <summary>Meta rejected a template, or took its approval back.</summary>
    public const string TemplateRejected = "template.rejected";

    /// <summary>A mark of a quota was passed.</summary>
    public const string QuotaWarning = "account.quota_warning";

    /// <summary>The credit fell below its mark.</summary>
    public const string BalanceLow = "account.balance_low";

    /// <summary>The server switched a webhook off.</summary>
    public const string WebhookDisabled = "account.webhook_disabled";
}
