namespace SendApi.Server.Storage;

/// <summary>The store's time: set by its answers, carried on by a clock that never jumps. All nodes of a cluster agree on it, whatever their machines' clocks say.</summary>
/// <remarks>Leases are written by one node and judged by another. With the machines' own clocks, one that runs ahead would take every other for dead.</remarks>
public sealed class StoreClock(TimeProvider machine) : TimeProvider
{
    /// <summary>An answer that took longer tells the time too badly.</summary>
    private static readonly TimeSpan LongestAsk = TimeSpan.FromSeconds(1);

    /// <summary>Smaller differences are left alone, so that the time does not tremble.</summary>
    private static readonly TimeSpan Unnoticed = TimeSpan.FromMilliseconds(20);

    private Known _known = new(machine.GetUtcNow(), machine.GetTimestamp());

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        var known = Volatile.Read(ref _known);
        return known.At + machine.GetElapsedTime(known.Stamp);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>The store said what time it is, in answer to a question asked at the timestamp <paramref name="asked"/>; half of what has passed since is added.</summary>
    public void Set(DateTimeOffset store, long asked)
    {
        var stamp = machine.GetTimestamp();
        var took = machine.GetElapsedTime(asked, stamp);
        var now = store + (took / 2);
        if (took <= LongestAsk && (now - GetUtcNow()).Duration() > Unnoticed)
            Volatile.Write(ref _known, new(now, stamp));
    }

    private sealed record Known(DateTimeOffset At, long Stamp);
}
