namespace SendApi.Client;

/// <summary>One line of a text's timeline: an attempt, a receipt, a webhook that was told. What a line has nothing to say of is null.</summary>
public sealed record SmsTimelineEntry
{
    /// <summary>What happened, such as <c>attempt</c> or <c>receipt</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Which attempt it was, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>The provider that it is about.</summary>
    public string? Provider { get; init; }

    /// <summary>What came of it, such as <c>accepted</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The names that the provider gave the parts.</summary>
    public IReadOnlyList<string>? ProviderIds { get; init; }

    /// <summary>The name that the provider gave it.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The provider's own word or number for what happened.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it went by this provider, where that was not simply the first choice.</summary>
    public string? Route { get; init; }

    /// <summary>The provider that is asked next, where that is another one.</summary>
    public string? NextProvider { get; init; }

    /// <summary>What a receipt reported.</summary>
    public string? State { get; init; }

    /// <summary>When the network was done, as a receipt says.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The webhook that was told, or callback for the message's own callback_url.</summary>
    public string? WebhookId { get; init; }

    /// <summary>The delivery to the webhook.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The event that the webhook was told of.</summary>
    public string? Event { get; init; }

    /// <summary>What a webhook answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why a webhook did not answer, or was not called.</summary>
    public string? Error { get; init; }

    /// <summary>What was said to the provider and by it, of an attempt and of a receipt, as long as the server keeps it.</summary>
    public IReadOnlyList<ProviderExchange>? Exchanges { get; init; }
}
