using SendApi.Client;
using SendApi.Dashboard.Parts;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>A line of a timeline as a person reads it: what happened, when, whether that was good, and the facts of it.</summary>
public sealed record TimelineLine(string Title, DateTimeOffset At, string Tone)
{
    /// <summary>In place of a webhook: the address that a message named for itself.</summary>
    private const string Callback = "callback";

    public string? Text { get; init; }

    /// <summary>Names and values; those without a value are left out where they are shown.</summary>
    public IReadOnlyList<(string Name, string? Value)> Facts { get; init; } = [];

    /// <summary>Another message that the line is about.</summary>
    public string? MessageId { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Whether it is a time that somebody chose.</summary>
    public bool IsChosen { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The page that shows what a webhook was told and answered.</summary>
    public string? DeliveryPage { get; init; }

    /// <summary>What was said to the provider and by it.</summary>
    public IReadOnlyList<ProviderExchange> Exchanges { get; init; } = [];

    public static TimelineLine Of(SmsTimelineEntry entry) => new(Headline(entry), entry.At, ToneOf(entry.Type, entry.Outcome, entry.State))
    {
        Text = entry.Error ?? entry.Reason,
        NextAt = entry.NextAttemptAt,
        IsChosen = entry.Type == "rescheduled",
        DoneAt = entry.DoneAt,
        Exchanges = entry.Exchanges ?? [],
        DeliveryPage = entry is { WebhookId: { } webhook and not Callback, DeliveryId: { } delivery } ? $"webhooks/{webhook}/deliveries/{delivery}" : null,
        Facts =
        [
            ("Provider", entry.Provider), ("Route", entry.Route), ("Asked next", entry.NextProvider), ("Provider's id", Ids(entry.ProviderIds, entry.ProviderId)), ("Provider's code", entry.ProviderCode), ("Reported as", entry.State),
            ("Webhook", entry.WebhookId), ("Delivery", entry.DeliveryId), ("Try", entry.Type == "webhook" && entry.Attempt is { } attempt ? $"{attempt}" : null),
        ],
    };

    public static TimelineLine Of(WhatsAppTimelineEntry entry) => new(Headline(entry.Type, entry.Attempt, entry.Outcome, entry.State), entry.At, ToneOf(entry.Type, entry.Outcome, entry.State))
    {
        Text = entry.Reason,
        NextAt = entry.NextAttemptAt,
        MessageId = entry.MessageId,
        Exchanges = entry.Exchanges ?? [],
        Facts = [("WhatsApp's id", Ids(entry.ProviderIds, entry.ProviderId)), ("Reported as", entry.State)],
    };

    private static string Headline(SmsTimelineEntry entry) => entry.Type != "webhook" ? Headline(entry.Type, entry.Attempt, entry.Outcome, entry.State)
        : entry.HttpStatus is { } status ? $"Webhook {entry.Event}: answered {status}" : $"Webhook {entry.Event}: {(entry.Attempt is null ? "not called" : "no answer")}";

    private static string Headline(string type, long? attempt, string? outcome, string? state) => type switch
    {
        "attempt" => $"Attempt {attempt}: {Outcome(outcome)}",
        "receipt" => $"Receipt: {Receipt(state)}",
        "settled" => $"Settled by hand as {outcome}",
        "fallback" => "Fell back to a text",
        _ => char.ToUpperInvariant(type[0]) + Statuses.Shown(type[1..]),
    };

    private static string Outcome(string? outcome) => outcome switch
    {
        "accepted" => "the provider took it",
        "rejected" => "the provider refused it",
        "try_later" => "to be tried later",
        "unknown" => "nobody knows whether it left",
        _ => Statuses.Shown(outcome ?? ""),
    };

    private static string ToneOf(string type, string? outcome, string? state) => (type, outcome) switch
    {
        ("receipt", _) => Statuses.Tone(Receipt(state)),
        (_, "try_later" or "unknown") => "watch",
        (_, "accepted") => "going",
        (_, { } known) => Statuses.Tone(known),
        ("resent" or "rerouted" or "fallback", _) => "watch",
        _ => Statuses.Tone(type),
    };

    // Carriers shorten the states of receipts to seven letters, and linked phones have words of their own.
    private static string Receipt(string? state) => state?.ToUpperInvariant() switch
    {
        "DELIVRD" or "DEVICE" => "delivered",
        "UNDELIV" or "REJECTD" or "EXPIRED" or "DELETED" => "undelivered",
        "ENROUTE" or "ACCEPTD" or "SERVER" => "sent",
        "PLAYED" => "read",
        null => "unknown",
        var other => Statuses.Shown(other.ToLowerInvariant()),
    };

    private static string? Ids(IReadOnlyList<string>? many, string? one) => many is { Count: > 0 } ? string.Join(", ", many) : one;
}
