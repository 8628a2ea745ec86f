namespace SendApi.Core;

/// <summary>One month of an account's own calendar: from the first moment of a day (UTC) up to, not including, the same day of the next month.</summary>
public readonly record struct BillingPeriod(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The period that holds <paramref name="now"/>. Where a month has no such day, its last day begins the period; the day itself is kept.</summary>
    public static BillingPeriod At(DateTimeOffset anchor, DateTimeOffset now)
    {
        var first = new DateTimeOffset(anchor.UtcDateTime.Date, TimeSpan.Zero);
        var months = ((now.UtcDateTime.Year - first.Year) * 12) + now.UtcDateTime.Month - first.Month;
        // AddMonths clamps to the month's last day; from the anchor each time, so that a short month moves no later one.
        var start = first.AddMonths(months);
        if (start > now)
            start = first.AddMonths(--months);
        return new(start, first.AddMonths(months + 1));
    }
}
