using SendApi.Core.WhatsApp;

namespace SendApi.Core.Sending;

/// <summary>One WhatsApp message on its way through a session.</summary>
public sealed record WhatsAppSubmission(string MessageId, PhoneNumber To, WhatsAppContent Content, DateTimeOffset ValidUntil);

/// <summary>The link of one WhatsApp session. It has room while the session is connected and its pace allows a message.</summary>
public interface IWhatsAppSender : ILink
{
    /// <summary>Sends one message. What is thrown counts as <see cref="SendOutcome.Unknown"/>. Ends within <see cref="ILink.SendLimit"/>.</summary>
    Task<SendOutcome> Send(WhatsAppSubmission submission, CancellationToken ct);
}
