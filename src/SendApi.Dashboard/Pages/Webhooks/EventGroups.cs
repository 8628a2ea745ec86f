using SendApi.Client;

namespace SendApi.Dashboard.Pages.Webhooks;

/// <summary>The events that a webhook can be told of, by families, with what each means to a person.</summary>
public static class EventGroups
{
    public const string Everything = "*";

    public static readonly IReadOnlyList<EventGroup> All =
    [
        new("Texts", "sms.*",
        [
            (EventNames.SmsSent, "a provider took it"), (EventNames.SmsDelivered, "it reached the phone"), (EventNames.SmsFailed, "it will not arrive"),
            (EventNames.SmsUncertain, "it may have left, and nobody knows"), (EventNames.SmsReceived, "somebody wrote to one of your numbers"),
        ]),
        new("Codes", "verify.*",
        [
            (EventNames.VerifySent, "a provider took the text with the code"), (EventNames.VerifyCompleted, "the right code was entered"),
            (EventNames.VerifyExpired, "its time ended"), (EventNames.VerifyFailed, "it did not arrive, or too many wrong ones were entered"),
        ]),
        new("WhatsApp messages", "message.*",
        [
            (EventNames.MessageSent, "WhatsApp took it"), (EventNames.MessageDelivered, "it reached the phone"), (EventNames.MessageRead, "it was opened"),
            (EventNames.MessageFailed, "it will not arrive"), (EventNames.MessageUncertain, "it may have left, and nobody knows"), (EventNames.MessageReceived, "somebody wrote to a session"),
        ]),
        new("WhatsApp sessions", "session.*",
        [
            (EventNames.SessionConnected, "it is connected"), (EventNames.SessionDisconnected, "it lost its phone"),
            (EventNames.SessionQr, "it has a fresh code to scan"), (EventNames.SessionBanned, "WhatsApp closed its number"),
        ]),
        new("WhatsApp templates", "template.*", [(EventNames.TemplateApproved, "Meta approved it"), (EventNames.TemplateRejected, "Meta rejected it, or took its approval back")]),
        new("Account", "account.*",
        [
            (EventNames.QuotaWarning, "a mark of a quota was passed"), (EventNames.BalanceLow, "the credit fell below its mark"), (EventNames.WebhookDisabled, "the server switched a webhook off"),
        ]),
    ];

    /// <summary>Every name, in the order of the groups.</summary>
    public static IEnumerable<string> Names => All.SelectMany(g => g.Events).Select(e => e.Name);

    /// <summary>Whether one of the patterns covers the name.</summary>
    public static bool Covers(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(p => p == Everything || p == name || (p.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(p[..^1], StringComparison.Ordinal)));
}

/// <summary>A family of events under its heading.</summary>
public sealed record EventGroup(string Title, string Family, IReadOnlyList<(string Name, string Text)> Events);
