using System.Globalization;

namespace SendApi.Core.Codes;

/// <summary>So many within any span of this length.</summary>
public sealed record RollingLimit(int Most, TimeSpan Within);

/// <summary>Counts what happened within a span that moves with the time: never more than a limit within any span of its length, wherever that begins. Pure; it is stored as text.</summary>
/// <remarks>A grain of one microsecond is exact. With a coarser one, things of one grain are counted together and leave together, so a place may come free by up to a grain later, never earlier.</remarks>
public sealed class RollingCount
{
    private readonly List<(long Tick, int Count)> _entries;
    private readonly long _grain;

    private RollingCount(List<(long, int)> entries, TimeSpan grain) => (_entries, _grain) = (entries, Math.Max(1, Micros(grain)));

    /// <summary>Reads what <see cref="Write"/> wrote; an empty text counts nothing yet.</summary>
    public static RollingCount Read(string stored, TimeSpan grain) => new([.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Entry)], grain);

    /// <summary>Null when one more is within all limits; else how long until it would be.</summary>
    public TimeSpan? Wait(IEnumerable<RollingLimit> limits, DateTimeOffset now)
    {
        var wait = limits.Max(limit => Left(limit, Micros(now)));
        return wait > 0 ? TimeSpan.FromMicroseconds(wait) : null;
    }

    /// <summary>Counts one more, and forgets what is older than the longest of the limits.</summary>
    public void Add(IReadOnlyCollection<RollingLimit> limits, DateTimeOffset now)
    {
        var longest = limits.Max(l => Micros(l.Within));
        _entries.RemoveAll(e => e.Tick + _grain + longest <= Micros(now));
        var tick = Micros(now) / _grain * _grain;
        var at = _entries.FindIndex(e => e.Tick == tick);
        if (at < 0)
            _entries.Add((tick, 1));
        else
            _entries[at] = (tick, _entries[at].Count + 1);
    }

    public string Write() => string.Join(' ', _entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Tick}:{e.Count}")));

    /// <summary>In microseconds until enough have left the span; 0 or less when there is room.</summary>
    private long Left(RollingLimit limit, long now)
    {
        var within = Micros(limit.Within);
        var inside = _entries.Where(e => e.Tick + _grain + within > now + 1).OrderBy(e => e.Tick).ToList();
        var over = inside.Sum(e => e.Count) - limit.Most + 1;
        foreach (var (tick, count) in inside)
        {
            if (over <= 0)
                return 0;
            over -= count;
            if (over <= 0)
                return tick + _grain + within - 1 - now;
        }

        // A limit of nothing: not before everything, and the span besides, is over.
        return over > 0 ? within : 0;
    }

    private static (long, int) Entry(string text)
    {
        var parts = text.Split(':');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static long Micros(TimeSpan span) => (long)span.TotalMicroseconds;

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
