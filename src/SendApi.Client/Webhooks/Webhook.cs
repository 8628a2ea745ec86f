namespace SendApi.Client;

/// <summary>An address that is told of events.</summary>
public sealed record Webhook
{
    /// <summary>Its id, <c>wh_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What deliveries are signed with, in the answer that made it and never again. Null where the answer is a repeated one: then rotate it.</summary>
    public string? Secret { get; init; }

    /// <summary>Where events are posted to.</summary>
    public string Url { get; init => field = value ?? ""; } = "";

    /// <summary>Names of events, families such as sms.*, or * for all.</summary>
    public IReadOnlyList<string> Events { get; init => field = value ?? []; } = [];

    /// <summary>False when you switched it off, or the server did: nothing is queued for it.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether it is told of the test world.</summary>
    public bool IsTest { get; init; }

    /// <summary>How it stands: see <see cref="WebhookStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Since when its endpoint has answered nothing well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Until when it is left alone after failures in a row.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; init; }

    /// <summary>When the server switched it off.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why the server switched it off.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Since when so much waits for it that what happens is not queued any more.</summary>
    public DateTimeOffset? QueueFullSince { get; init; }

    /// <summary>Until when deliveries are signed with the secret before, too.</summary>
    public DateTimeOffset? PreviousSecretExpiresAt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many deliveries wait for it; null when they are more than 10,000.</summary>
    public long? Waiting { get; init; }

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"Webhook {{ Id = {Id}, Url = {Url}, Status = {Status} }}";
}

/// <summary>What callbacks of single messages are signed with.</summary>
public sealed record CallbackSecret
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What callbacks are signed with, this once.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether it is of the test world.</summary>
    public bool IsTest { get; init; }

    /// <summary>When it was made; null while none was asked for.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Until when callbacks are signed with the secret before, too.</summary>
    public DateTimeOffset? PreviousSecretExpiresAt { get; init; }

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"CallbackSecret {{ IsTest = {IsTest}, CreatedAt = {CreatedAt} }}";
}

/// <summary>How a webhook stands.</summary>
public static class WebhookStatus
{
    /// <summary>It is told of what happens.</summary>
    public const string Active = "active";

    /// <summary>Its endpoint answers nothing well just now.</summary>
    public const string Failing = "failing";

    /// <summary>It is left alone for a while after failures in a row.</summary>
    public const string Paused = "paused";

    /// <summary>The server switched it off.</summary>
    public const string Disabled = "disabled";

    /// <summary>You switched it off.</summary>
    public const string Inactive = "inactive";
}
