using System.Diagnostics;

namespace SendApi.Bench.Load;

/// <summary>Hands the connections their sequence numbers and says when each is due, until the time or the count is used up.</summary>
public sealed class LoadSchedule(LoadPlan plan)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _taken;

    public long MeasuredFrom => _start + Ticks(plan.WarmUp);

    public long End => MeasuredFrom + Ticks(plan.Measured);

    /// <summary>The place of the next send in this load, from 0; null when the load is over.</summary>
    public long? Next()
    {
        if (Stopwatch.GetTimestamp() >= End)
            return null;
        var place = Interlocked.Increment(ref _taken) - 1;
        var isPastEnd = plan.SendsPerSecond is { } rate && DueAt(place, rate) >= End;
        return place < plan.MaxSends && !isPastEnd ? place : null;
    }

    /// <summary>The moment from which the latency of this send counts. In a paced load a send that could not go when it was due counts from then,
    /// so that a server that stalls is charged for what waited behind the stall; the lateness of our own timer is charged to nobody.</summary>
    public async ValueTask<long> Due(long place)
    {
        if (plan.SendsPerSecond is not { } rate)
            return Stopwatch.GetTimestamp();

        var due = DueAt(place, rate);
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (wait <= TimeSpan.Zero)
            return due;
        await Task.Delay(wait);
        return Stopwatch.GetTimestamp();
    }

    private long DueAt(long place, double rate) => _start + (long)(place / rate * Stopwatch.Frequency);

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
