using System.Text.Json;

namespace SendApi.Client;

/// <summary>An event on its way to a webhook.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Its id, <c>dlv_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The webhook, or <c>callback</c> for the callback of a single message.</summary>
    public string WebhookId { get; init => field = value ?? ""; } = "";

    /// <summary>The same in each delivery of one event.</summary>
    public string EventId { get; init => field = value ?? ""; } = "";

    /// <summary>The event's name: see <see cref="EventNames"/>.</summary>
    public string Event { get; init => field = value ?? ""; } = "";

    /// <summary>What the event is about, such as a message's id.</summary>
    public string Subject { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands: see <see cref="DeliveryStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer; null when there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why there was no answer to the last attempt, or why none is made.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried next, or later: after what happened before to the same subject.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is sent; only where one delivery is asked for.</summary>
    public DeliveryRequest? Request { get; init; }

    /// <summary>Each attempt, the first one first; only where one delivery is asked for.</summary>
    public IReadOnlyList<DeliveryAttempt>? Log { get; init; }
}

/// <summary>What a delivery sends.</summary>
public sealed record DeliveryRequest
{
    /// <summary>Where it went last, or would go; null when nobody was called and the webhook is deleted.</summary>
    public string? Url { get; init; }

    /// <summary>The body; null when the event is kept no longer.</summary>
    public JsonElement? Body { get; init; }
}

/// <summary>One attempt, or why none was made.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>When it was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What was called; null when nobody was.</summary>
    public string? Url { get; init; }

    /// <summary>The HTTP status that was answered.</summary>
    public int? Status { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public int? DurationMs { get; init; }

    /// <summary>The beginning of what was answered.</summary>
    public string? Response { get; init; }

    /// <summary>Why nothing was answered, or why nobody was called.</summary>
    public string? Error { get; init; }
}

/// <summary>What a replay of a span queued.</summary>
public sealed record ReplayResult
{
    /// <summary>How many deliveries were queued.</summary>
    public long Queued { get; init; }

    /// <summary>Where the next replay begins, when more happened than one of them looks through; null when that was all.</summary>
    public DateTimeOffset? NextFrom { get; init; }
}

/// <summary>How a delivery stands.</summary>
public static class DeliveryStatus
{
    /// <summary>It is tried, or tried again.</summary>
    public const string Pending = "pending";

    /// <summary>The endpoint took it.</summary>
    public const string Delivered = "delivered";

    /// <summary>It was tried as often as it is.</summary>
    public const string Failed = "failed";

    /// <summary>It is not tried any more.</summary>
    public const string Canceled = "canceled";
}
