namespace SendApi.Server.Delivery;

/// <summary>When a message that did not leave is tried again.</summary>
public static class RetrySchedule
{
    /// <summary>
    /// The wait after a failed <paramref name="attempt"/> (counted from 1): our own, or what the provider asked for, but never over twice our own;
    /// spread by a tenth each way, so that a backlog does not come back as one wave.
    /// </summary>
    public static TimeSpan After(long attempt, TimeSpan? asked, IReadOnlyList<TimeSpan> waits, Func<double> chance)
    {
        var ours = waits[(int)Math.Clamp(attempt - 1, 0, waits.Count - 1)];
        var wait = asked is { } wish ? TimeSpan.FromTicks(Math.Min(wish.Ticks, 2 * ours.Ticks)) : ours;
        return wait * (0.9 + 0.2 * chance());
    }
}
