namespace SendApi.Client;

/// <summary>What has not left yet, and why.</summary>
public sealed record QueueReport
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Messages that are to leave as soon as they can, those that are just leaving included.</summary>
    public long Waiting { get; init; }

    /// <summary>Messages that are to leave at their time.</summary>
    public long Scheduled { get; init; }

    /// <summary>Whether there are or may be more than were counted.</summary>
    public bool AtLeast { get; init; }

    /// <summary>When the oldest of those that wait was taken in; null where none waits.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>Why they are there, the most frequent reason first.</summary>
    public IReadOnlyList<QueueReason> Reasons { get; init => field = value ?? []; } = [];
}

/// <summary>Why so many messages have not left yet.</summary>
public sealed record QueueReason
{
    /// <summary>Why: see <see cref="QueueReasons"/>.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>How many.</summary>
    public long Count { get; init; }

    /// <summary>When the first of them may go on; null where nobody can tell.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Why messages wait. A newer server may know more than these.</summary>
public static class QueueReasons
{
    /// <summary>Others are before them.</summary>
    public const string Turn = "turn";

    /// <summary>They are just leaving.</summary>
    public const string Sending = "sending";

    /// <summary>They are to leave at their time.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>The sender or the number may only send so fast.</summary>
    public const string Pace = "pace";

    /// <summary>A try failed, and there is a next one.</summary>
    public const string Retry = "retry";

    /// <summary>The provider cannot be reached.</summary>
    public const string ProviderDown = "provider_down";

    /// <summary>No provider takes them.</summary>
    public const string NoProvider = "no_provider";

    /// <summary>The WhatsApp session is not connected.</summary>
    public const string SessionNotConnected = "session_not_connected";

    /// <summary>The WhatsApp number pauses by itself.</summary>
    public const string SessionPaused = "session_paused";
}
