using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>What is to go by SMS when a WhatsApp message does not arrive in its time, as a send asked for it.</summary>
/// <param name="Content">The words; null for the message's own.</param>
public sealed record FallbackOrder(TimeSpan After, string? Content)
{
    private const int ShortestSeconds = 30, LongestSeconds = 86_400, UsualSeconds = 300, LongestContent = 1_600;

    /// <summary>Reads what the texts of a session fall back to where a send says nothing of it: the seconds after which they do, or null.</summary>
    /// <param name="now">What holds where the request does not say.</param>
    public static long? Usual(Fields fields, IReadOnlyList<string>? channels, int? afterSeconds, long? now)
    {
        CheckChannels(fields, channels ?? (now is null ? [] : [Channels.Sms]), afterSeconds is not null);
        fields.Range("fallback_after_seconds", afterSeconds, ShortestSeconds, LongestSeconds);
        return channels is { Count: 0 } ? null : afterSeconds ?? now ?? (channels is null ? null : UsualSeconds);
    }

    /// <summary>What a session's texts fall back to; null where it has nothing, where this is no text that an SMS could hold, and where the key may send none.</summary>
    public static FallbackOrder? Of(SessionRow session, Caller caller, WhatsAppContent content) =>
        session.FallbackAfter is { } after && content is WhatsAppContent.Text { Body.Length: <= LongestContent } && caller.Scopes.Contains(Scopes.SmsWrite) ? new(TimeSpan.FromSeconds(after), null) : null;

    /// <summary>Reads what a request asks for; null where it asks for none. Throws 4030 where the key may not send texts.</summary>
    public static FallbackOrder? Read(Fields fields, SendWhatsApp.Request request, Caller caller, WhatsAppContent content)
    {
        if (request.Fallback is not { Count: > 0 })
        {
            CheckChannels(fields, [], request.FallbackText is not null || request.FallbackAfterSeconds is not null);
            return null;
        }

        CheckChannels(fields, request.Fallback, hasMore: true);
        fields.Range("fallback_after_seconds", request.FallbackAfterSeconds, ShortestSeconds, LongestSeconds);
        fields.Text("fallback_text", request.FallbackText ?? "", LongestContent);
        if (string.IsNullOrEmpty(request.FallbackText) && content is not WhatsAppContent.Text { Body.Length: <= LongestContent })
            fields.Add("fallback_text", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'fallback_text' is required: the words of the text, 1 to {LongestContent:N0} characters. What this message holds cannot go by SMS."));
        if (!caller.Scopes.Contains(Scopes.SmsWrite))
            throw new Refusal(Errors.InsufficientScope, $"A fallback sends texts, which needs the scope '{Scopes.SmsWrite}'. Use a key that has it, or leave 'fallback' out.", "fallback") { RequiredScope = Scopes.SmsWrite };
        return new(TimeSpan.FromSeconds(request.FallbackAfterSeconds ?? UsualSeconds), string.IsNullOrEmpty(request.FallbackText) ? null : request.FallbackText);
    }

    private static void CheckChannels(Fields fields, IReadOnlyList<string> channels, bool hasMore)
    {
        if (channels.Count == 0 && hasMore)
            fields.Add("fallback", "'fallback' is required where its time or its text is given: [\"sms\"].");
        else if (channels is not ([] or [Channels.Sms]))
            fields.Add("fallback", "'fallback' must be [\"sms\"]: that is the only channel that WhatsApp falls back to.");
    }

    /// <summary>What is stored of it with its message.</summary>
    public FallbackRow Of(MessageRow message) => new()
    {
        AccountId = message.AccountId,
        IsTest = message.IsTest,
        MessageId = message.Id,
        AfterSeconds = (long)After.TotalSeconds,
        Content = Content,
        LookAt = (message.SendAt ?? message.CreatedAt) + (long)After.TotalMicroseconds,
    };
}
