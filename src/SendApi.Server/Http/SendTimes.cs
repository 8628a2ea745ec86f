namespace SendApi.Server.Http;

/// <summary>When a message is to leave, and how long it is tried: the same on every channel.</summary>
public static class SendTimes
{
    private const int ShortestValiditySeconds = 60, LongestValiditySeconds = 7 * 86_400, DefaultValiditySeconds = 86_400;

    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(365);

    /// <summary>When something is to be sent: later than now, and not further ahead than a year.</summary>
    public static DateTimeOffset? Read(Fields fields, string? sendAt, DateTimeOffset now) => fields.Time("send_at", sendAt, now, now + FurthestAhead);

    /// <summary>Refuses a validity that is too short or too long.</summary>
    public static void CheckValidity(Fields fields, int? seconds) => fields.Range("validity_seconds", seconds, ShortestValiditySeconds, LongestValiditySeconds);

    /// <summary>Until when a message is tried that leaves at a time.</summary>
    public static DateTimeOffset ValidUntil(DateTimeOffset leaves, int? validitySeconds) => leaves.AddSeconds(validitySeconds ?? DefaultValiditySeconds);
}
