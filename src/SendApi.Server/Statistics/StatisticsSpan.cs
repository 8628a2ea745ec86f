using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>What a caller asks for, and so what an answer is kept under.</summary>
internal sealed record StatisticsQuery(string Account, long World, DateTimeOffset? From, DateTimeOffset? Until, bool IsDaily);

/// <summary>A span of time and the steps that it is cut into, hours or days in UTC.</summary>
/// <param name="IsOpen">Whether it goes up to now, with everything that is there.</param>
internal sealed record StatisticsSpan(DateTimeOffset From, DateTimeOffset Until, bool IsDaily, bool IsOpen)
{
    private const int UsualHours = 24, UsualDays = 30;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1), LongestHourly = TimeSpan.FromDays(7), LongestDaily = TimeSpan.FromDays(92);

    /// <summary>In microseconds.</summary>
    public long Step => (long)(IsDaily ? Day : Hour).TotalMicroseconds;

    /// <summary>The beginnings of its steps, the first one first. The first may begin before the span does.</summary>
    public IEnumerable<long> Steps
    {
        get
        {
            for (var at = StepOf(From.ToMicros()); at <= LastStep; at += Step)
                yield return at;
        }
    }

    private long LastStep => StepOf(Until.ToMicros() - (IsOpen ? 0 : 1));

    /// <summary>The step of a time; one that is written down a moment beside the id of its message stays within the span.</summary>
    public long StepOf(long time) => time / Step * Step;

    public long Within(long step) => Math.Clamp(step, StepOf(From.ToMicros()), LastStep);

    /// <summary>Without a beginning, the step that runs at its end and those before it: 24 hours or 30 days in all.</summary>
    public static StatisticsSpan Of(StatisticsQuery query, DateTimeOffset now)
    {
        var until = query.Until ?? now;
        var step = query.IsDaily ? Day : Hour;
        var last = until.UtcTicks - (query.Until is null ? 0 : 1);
        var usual = new DateTimeOffset(last - last % step.Ticks, TimeSpan.Zero) - step * ((query.IsDaily ? UsualDays : UsualHours) - 1);
        return new(query.From ?? usual, until, query.IsDaily, query.Until is null);
    }

    /// <summary>Says what is wrong with it.</summary>
    public void Check(QueryFields query)
    {
        var longest = IsDaily ? LongestDaily : LongestHourly;
        if (Until <= From)
            query.Add("to_date", "'to_date' must be after from_date.");
        else if (Until - From > longest)
            query.Add("to_date", IsDaily
                ? $"'from_date' and 'to_date' may be {longest.Days} days apart at most."
                : $"'from_date' and 'to_date' may be {longest.Days} days apart at most where granularity is hourly. Ask for granularity=daily.");
    }
}
