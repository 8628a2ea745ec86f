using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Something that happened and may be told of.</summary>
/// <param name="World">0 for live, 1 for test; what concerns the account itself is live.</param>
/// <param name="Subject">What it is about, such as a message's id: events of one subject reach an endpoint in their order.</param>
/// <param name="Data">The event's <c>data</c> as JSON.</param>
public sealed record Happening(string AccountId, long World, string Type, string Subject, DateTimeOffset At, string Data)
{
    /// <summary>Where the sender of the message wants to hear of it, beside all webhooks.</summary>
    public string? CallbackUrl { get; init; }
}

/// <summary>An event as it is stored.</summary>
internal sealed record StoredEvent(string AccountId, long World, string Id, string Type, string Subject, DateTimeOffset At, string Data);

/// <summary>One event for one endpoint, about to be queued.</summary>
/// <param name="WebhookId">A webhook, or the lane of callbacks to one place.</param>
/// <param name="Url">Of a callback; a webhook's own is read when it is called.</param>
internal sealed record NewDelivery(StoredEvent Event, string WebhookId, string Id, string? Url, DateTimeOffset At)
{
    /// <summary>How many attempts count as made already: a test delivery begins with the last one.</summary>
    public long AttemptsMade { get; init; }

    /// <summary>The row as it will be stored.</summary>
    public DeliveryRow Row => new()
    {
        AccountId = Event.AccountId,
        IsTest = Event.World,
        Id = Id,
        WebhookId = WebhookId,
        EventId = Event.Id,
        Type = Event.Type,
        Subject = Event.Subject,
        Url = Url,
        CreatedAt = At.ToMicros(),
        UpdatedAt = At.ToMicros(),
        NextAttemptAt = At.ToMicros(),
    };
}

/// <summary>One event for one listener's stream.</summary>
internal sealed record StreamEntry(StoredEvent Event, string ListenerId, string Id);

/// <summary>What became of a delivery. The numbers are stored.</summary>
public enum DeliveryStatus
{
    Pending = 0,
    Delivered = 10,
    /// <summary>All attempts failed.</summary>
    Failed = 20,
    /// <summary>Not tried any more: the webhook was switched off or deleted, or its queue was at its bound.</summary>
    Canceled = 30,
}

/// <summary>The names of delivery statuses on the wire, both ways.</summary>
public static class DeliveryStatuses
{
    public static readonly IReadOnlyList<string> All = ["pending", "delivered", "failed", "canceled"];

    public static string Name(this DeliveryStatus status) => All[(int)status / 10];

    /// <summary>The status with this name, or null.</summary>
    public static DeliveryStatus? Named(string name) => All.ToList().IndexOf(name) is >= 0 and var index ? (DeliveryStatus)(index * 10) : null;
}

/// <summary>One line of a delivery's log: what was called and what came back.</summary>
public sealed record AttemptLine(DateTime At)
{
    public string? Url { get; init; }

    /// <summary>The HTTP status that was answered; null when nothing was.</summary>
    public int? Status { get; init; }
    public int? DurationMs { get; init; }

    /// <summary>The beginning of what was answered.</summary>
    public string? Response { get; init; }

    /// <summary>Why nothing was answered, or why nobody was called.</summary>
    public string? Error { get; init; }
}
