namespace SendApi.Core.WhatsApp;

/// <summary>How fast a session may send. Pure: the same times and chance give the same pace.</summary>
public interface ISessionPace
{
    /// <summary>How many sends may be under way at once.</summary>
    int Window { get; }

    /// <summary>The day that <see cref="SentToday"/> counts, in days since 1970.</summary>
    long Day { get; }

    long SentToday { get; }

    /// <summary>How many may leave now, whatever is under way.</summary>
    int Free(DateTimeOffset now);

    /// <summary>When the next message may leave, and why it has to wait; the time itself and null when it may now.</summary>
    (DateTimeOffset At, string? Why) Next(DateTimeOffset now);

    /// <summary>A message leaves.</summary>
    void Take(DateTimeOffset now, double chance);
}
