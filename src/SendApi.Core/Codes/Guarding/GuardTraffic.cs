namespace SendApi.Core.Codes.Guarding;

/// <summary>How many codes were sent within one span of time, and how many of those were entered since.</summary>
/// <param name="Start">When the span of <see cref="GuardTraffic.Slot"/> begins.</param>
public readonly record struct TrafficSlot(DateTimeOffset Start, long Sent, long Verified);

/// <summary>The codes of one subject, such as a country, as the rules look at them.</summary>
public sealed class GuardTraffic(IReadOnlyCollection<TrafficSlot> slots)
{
    public static readonly GuardTraffic None = new([]);

    /// <summary>How finely times are kept.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    /// <summary>What is older counts for nothing.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Of a younger code nobody can say yet whether it will be entered.</summary>
    private static readonly TimeSpan Mature = TimeSpan.FromMinutes(5), Hour = TimeSpan.FromHours(1);

    /// <summary>Each code that is entered makes room for so many more: where a quarter of them are, no limit of open codes is ever met.</summary>
    private const int RoomForEach = 4;

    /// <summary>The start of the span that a time is in.</summary>
    public static DateTimeOffset SlotOf(DateTimeOffset time) => new(time.UtcTicks / Slot.Ticks * Slot.Ticks, TimeSpan.Zero);

    /// <summary>Codes within the last hour, at least: whole spans are counted.</summary>
    public long SentInHour(DateTimeOffset now) => slots.Where(s => IsWithin(s, now, Hour)).Sum(s => s.Sent);

    /// <summary>Codes of the last hour that nobody entered, less the room that the others make; 0 at least.</summary>
    public long Open(DateTimeOffset now) => Open(slots.Where(s => IsWithin(s, now, Hour)));

    /// <summary>The same for codes that are old enough to be judged: a rush that has just begun is none yet.</summary>
    public long OpenMature(DateTimeOffset now) => Open(slots.Where(s => IsWithin(s, now, Hour) && IsMature(s, now)));

    /// <summary>Codes of the last six hours that are old enough to be judged, and how many of them were entered.</summary>
    public (long Sent, long Verified) Judged(DateTimeOffset now)
    {
        var mature = slots.Where(s => IsWithin(s, now, Longest) && IsMature(s, now)).ToList();
        return (mature.Sum(s => s.Sent), mature.Sum(s => s.Verified));
    }

    private static long Open(IEnumerable<TrafficSlot> slots) => Math.Max(0, slots.Sum(s => s.Sent - (RoomForEach * s.Verified)));

    private static bool IsWithin(TrafficSlot slot, DateTimeOffset now, TimeSpan span) => slot.Start + Slot > now - span;

    private static bool IsMature(TrafficSlot slot, DateTimeOffset now) => slot.Start + Slot + Mature <= now;
}
