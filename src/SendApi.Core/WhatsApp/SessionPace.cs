namespace SendApi.Core.WhatsApp;

/// <summary>How fast a linked number may send: not as a machine would, or WhatsApp bans it. Pure: the same times and chance give the same pace.</summary>
/// <remarks>A random 1 to 3 seconds between two messages, 30 in a minute, and on a day as many as the age of the pairing allows, 1,000 at most. A day is one of UTC.</remarks>
public sealed class SessionPace(DateTimeOffset? pairedAt, long day, long sentToday) : ISessionPace
{
    public const int MostInAMinute = 30, MostInADay = 1_000;

    /// <summary>The longest pause between two messages.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(LongestGap);

    private const double ShortestGap = 1, LongestGap = 3;

    /// <summary>A new number is warmed up: so many on its first day, and twice as many on each day after it.</summary>
    private const int OnTheFirstDay = 50;

    private readonly Queue<DateTimeOffset> _lastMinute = new(MostInAMinute);
    private DateTimeOffset _gapUntil = DateTimeOffset.MinValue;

    /// <summary>A person sends one after the other.</summary>
    public int Window => 1;

    public long Day { get; private set; } = day;

    public long SentToday { get; private set; } = sentToday;

    /// <summary>How many may leave on the day of a time.</summary>
    public int DayLimit(DateTimeOffset now)
    {
        var age = pairedAt is { } since ? Math.Max(0, DayOf(now) - DayOf(since)) : 0;
        return age >= 5 ? MostInADay : Math.Min(MostInADay, OnTheFirstDay << (int)age);
    }

    public int Free(DateTimeOffset now) => Next(now).Why is null ? 1 : 0;

    public (DateTimeOffset At, string? Why) Next(DateTimeOffset now)
    {
        if (Day == DayOf(now) && SentToday >= DayLimit(now))
            return (DateTimeOffset.UnixEpoch.AddDays(Day + 1), "the number has sent what it may on a day");
        if (_lastMinute.Count == MostInAMinute && _lastMinute.Peek().AddMinutes(1) is var free && free > now)
            return (free, "the number has sent what it may in a minute");
        return _gapUntil > now ? (_gapUntil, "a number pauses between two messages") : (now, null);
    }

    public void Take(DateTimeOffset now, double chance)
    {
        if (Day != DayOf(now))
            (Day, SentToday) = (DayOf(now), 0);
        SentToday++;
        if (_lastMinute.Count == MostInAMinute)
            _lastMinute.Dequeue();
        _lastMinute.Enqueue(now);
        _gapUntil = now.AddSeconds(ShortestGap + (chance * (LongestGap - ShortestGap)));
    }

    /// <summary>The day of a time, in days since 1970.</summary>
    public static long DayOf(DateTimeOffset time) => (long)Math.Floor((time - DateTimeOffset.UnixEpoch).TotalDays);
}
