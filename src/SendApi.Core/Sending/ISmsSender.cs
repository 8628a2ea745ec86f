using SendApi.Core.Messages;

namespace SendApi.Core.Sending;

/// <summary>One text on its way to a provider.</summary>
public sealed record SmsSubmission(string MessageId, PhoneNumber To, SenderId? From, SmsText Text, DateTimeOffset? ValidUntil);

/// <summary>A link to a provider that carries texts.</summary>
public interface ISmsSender : ILink
{
    /// <summary>Sends one message, in parts where needed. What is thrown counts as <see cref="SendOutcome.Unknown"/>. Ends within <see cref="ILink.SendLimit"/>.</summary>
    Task<SendOutcome> Send(SmsSubmission submission, CancellationToken ct);
}
