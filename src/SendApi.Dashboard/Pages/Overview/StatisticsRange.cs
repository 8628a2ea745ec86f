using System.Globalization;
using SendApi.Client;

namespace SendApi.Dashboard.Pages.Overview;

/// <summary>A span of time that one can look at, and the bars that it is drawn with.</summary>
/// <param name="StepHours">How long a bar is.</param>
public sealed record StatisticsRange(string Name, int Bars, int StepHours)
{
    public static readonly StatisticsRange Day = new("24 hours", 24, 1), Week = new("7 days", 28, 6), Month = new("30 days", 30, 24);

    public static readonly IReadOnlyList<StatisticsRange> All = [Day, Week, Month];

    /// <summary>What to ask the server for, so that whole bars come back and the last one is under way.</summary>
    public StatisticsFilter Filter(DateTimeOffset now)
    {
        var step = TimeSpan.FromHours(StepHours);
        var last = new DateTimeOffset(now.UtcTicks - now.UtcTicks % step.Ticks, TimeSpan.Zero);
        return new StatisticsFilter { From = last - step * (Bars - 1), Granularity = StepHours == 24 ? StatisticsGranularity.Daily : StatisticsGranularity.Hourly };
    }

    /// <summary>One bar for each step, of one channel or, with an empty name, of all.</summary>
    public IReadOnlyList<Bar> Of(StatisticsReport report, string channel) =>
    [
        .. report.Points
            .Where(p => channel.Length == 0 || p.Channel == channel)
            .GroupBy(p => p.At.UtcTicks / (TimeSpan.TicksPerHour * StepHours))
            .OrderBy(g => g.Key)
            .Select(g => new Bar(
                new DateTimeOffset(g.Key * TimeSpan.TicksPerHour * StepHours, TimeSpan.Zero),
                g.Sum(p => p.Delivered), g.Sum(p => p.Sent), g.Sum(p => p.Waiting), g.Sum(p => p.Uncertain + p.Canceled), g.Sum(p => p.Failed))),
    ];

    /// <summary>What stands under a bar; days are those of UTC, hours those of the viewer.</summary>
    public string Label(DateTimeOffset at, Func<DateTimeOffset, DateTimeOffset> local) => StepHours switch
    {
        1 => local(at).ToString("HH:mm", CultureInfo.InvariantCulture),
        24 => at.ToString("d MMM", CultureInfo.InvariantCulture),
        _ => local(at).ToString("ddd HH:mm", CultureInfo.InvariantCulture),
    };
}

/// <summary>The messages of one step by how they stand now.</summary>
public sealed record Bar(DateTimeOffset At, long Delivered, long Sent, long Waiting, long Other, long Failed)
{
    public long All => Delivered + Sent + Waiting + Other + Failed;

    /// <summary>From the ground up, each with the name of its look.</summary>
    public IEnumerable<(string Look, string Name, long Count)> Pieces =>
        [("delivered", "delivered", Delivered), ("sent", "sent", Sent), ("waiting", "waiting", Waiting), ("other", "uncertain or canceled", Other), ("failed", "failed", Failed)];
}
