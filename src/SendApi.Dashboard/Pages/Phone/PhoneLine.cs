using SendApi.Client;

namespace SendApi.Dashboard.Pages.Phone;

/// <summary>One line of the conversation that a simulated phone shows: what arrived there, or what was written from it.</summary>
public sealed record PhoneLine(string Id, DateTimeOffset At, string Channel, string Text)
{
    public const string Sms = "sms", WhatsApp = "whatsapp";

    private const string PlainText = "text";

    /// <summary>Whether it was written from the phone.</summary>
    public bool IsMine { get; init; }

    /// <summary>The sender that the phone shows, or to whom it was written; null for the carrier's default.</summary>
    public string? With { get; init; }

    /// <summary>The one-time code in it.</summary>
    public string? Code { get; init; }

    /// <summary>The message as the account sees it.</summary>
    public required string MessageId { get; init; }

    /// <summary>What it is, where it is no plain text.</summary>
    public string? Kind { get; init; }

    /// <summary>The session that it came to, of WhatsApp.</summary>
    public string? SessionId { get; init; }

    public static PhoneLine Of(SimulatedMessage message) => new(message.Id, message.ReceivedAt, message.Channel, message.Text)
    {
        With = message.From,
        Code = message.Code,
        MessageId = message.MessageId,
        Kind = message.Kind == PlainText ? null : message.Kind,
    };

    public static PhoneLine Of(InboundSms text) => new(text.Id, text.ReceivedAt, Sms, text.Content ?? "") { IsMine = true, With = text.To, MessageId = text.Id };

    public static PhoneLine Of(WhatsAppMessage message) => new(message.Id, message.CreatedAt, WhatsApp, message.Content ?? "")
    {
        IsMine = true,
        SessionId = message.SessionId,
        MessageId = message.Id,
        Kind = message.Type == PlainText ? null : message.Type,
    };
}
