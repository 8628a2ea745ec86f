using System.Globalization;
using SendApi.Client;

namespace SendApi.Dashboard.Pages.Billing;

/// <summary>Which stretch of time a breakdown of use shows.</summary>
public enum UsageSpan
{
    /// <summary>The billing period of now, by days.</summary>
    Period,

    /// <summary>The last 30 days.</summary>
    Month,

    /// <summary>The last 12 months, by months.</summary>
    Year,
}

/// <summary>Reads a breakdown of use with an entry for each day or month up to now: the API leaves out those without use.</summary>
public static class UsageSpans
{
    private const string Day = "yyyy-MM-dd", Month = "yyyy-MM";

    public static async Task<IReadOnlyList<UsageDay>> ReadAsync(BillingClient billing, UsageSpan span, DateTimeOffset now, CancellationToken ct)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var report = await billing.GetUsageAsync(span switch
        {
            UsageSpan.Month => new UsageFilter { From = today.AddDays(-29), Until = now },
            UsageSpan.Year => new UsageFilter { From = today.AddDays(1 - today.Day).AddMonths(-11), Until = now, Granularity = UsageGranularity.Monthly },
            _ => null,
        }, ct);

        var used = report.DailyBreakdown.ToDictionary(d => d.Date, StringComparer.Ordinal);
        return [.. Dates(span, report.BillingPeriod.StartsAt, today).Select(date => used.GetValueOrDefault(date) ?? new UsageDay { Date = date })];
    }

    /// <summary>A day or month as it stands under a bar.</summary>
    public static string Label(string date) =>
        DateTime.TryParseExact(date, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMM", CultureInfo.InvariantCulture)
        : DateTime.TryParseExact(date, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.ToString("MMM yy", CultureInfo.InvariantCulture)
        : date;

    private static IEnumerable<string> Dates(UsageSpan span, DateTimeOffset periodStart, DateTimeOffset today) => span switch
    {
        UsageSpan.Year => Enumerable.Range(-11, 12).Select(m => today.AddDays(1 - today.Day).AddMonths(m).UtcDateTime.ToString(Month, CultureInfo.InvariantCulture)),
        UsageSpan.Month => Days(today.AddDays(-29), today),
        _ => Days(periodStart, today),
    };

    private static IEnumerable<string> Days(DateTimeOffset from, DateTimeOffset to) =>
        Enumerable.Range(0, (int)(to - from).TotalDays + 1).Select(d => from.AddDays(d).UtcDateTime.ToString(Day, CultureInfo.InvariantCulture));
}
