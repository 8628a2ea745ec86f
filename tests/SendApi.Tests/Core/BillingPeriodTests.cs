using CsCheck;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class BillingPeriodTests
{
    /// <summary>Seconds from 2000 to 2099, and any offset a caller may write a time with.</summary>
    private static readonly Gen<DateTimeOffset> Moments =
        Gen.Select(Gen.Long[946_684_800, 4_102_444_799], Gen.Int[-14, 14]).Select((second, hours) => DateTimeOffset.FromUnixTimeSeconds(second).ToOffset(TimeSpan.FromHours(hours)));

    [Fact]
    public void Every_moment_lies_in_its_period_and_every_moment_of_a_period_finds_the_same() =>
        Gen.Select(Moments, Moments, Gen.Double[0, 1]).Sample((anchor, now, share) =>
        {
            var period = BillingPeriod.At(anchor, now);

            Assert.True(period.Start <= now && now < period.End, $"{now:O} is not in {period}");
            Assert.Equal(period, BillingPeriod.At(anchor, period.Start));
            Assert.Equal(period, BillingPeriod.At(anchor, period.End.AddTicks(-1)));
            Assert.Equal(period, BillingPeriod.At(anchor, period.Start.AddTicks((long)((period.End - period.Start).Ticks * share * 0.999))));
        });

    [Fact]
    public void Periods_join_without_gap_or_overlap() =>
        Gen.Select(Moments, Moments).Sample((anchor, now) =>
        {
            var period = BillingPeriod.At(anchor, now);

            Assert.Equal(period.End, BillingPeriod.At(anchor, period.End).Start);
            Assert.Equal(period.Start, BillingPeriod.At(anchor, period.Start.AddTicks(-1)).End);
        });

    [Fact]
    public void A_period_begins_at_midnight_UTC_on_the_anchors_day_or_on_the_last_of_a_shorter_month() =>
        Gen.Select(Moments, Moments).Sample((anchor, now) =>
        {
            var start = BillingPeriod.At(anchor, now).Start;

            Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (start.TimeOfDay, start.Offset));
            Assert.Equal(Math.Min(anchor.UtcDateTime.Day, DateTime.DaysInMonth(start.Year, start.Month)), start.Day);
        });

    [Theory]
    [InlineData("2025-12-31", "2026-02-27", "2026-01-31", "2026-02-28")]
    [InlineData("2025-12-31", "2026-02-28", "2026-02-28", "2026-03-31")]
    [InlineData("2025-12-31", "2026-04-29", "2026-03-31", "2026-04-30")]
    [InlineData("2024-01-31", "2024-02-29", "2024-02-29", "2024-03-31")]
    [InlineData("2024-02-29", "2025-02-28", "2025-02-28", "2025-03-29")]
    [InlineData("2024-02-29", "2028-03-01", "2028-02-29", "2028-03-29")]
    [InlineData("2026-03-09", "2026-03-09", "2026-03-09", "2026-04-09")]
    [InlineData("2026-03-09", "2026-03-08", "2026-02-09", "2026-03-09")]
    [InlineData("2025-12-15", "2026-01-14", "2025-12-15", "2026-01-15")]
    public void Short_months_and_leap_years_move_no_later_period(string anchor, string now, string start, string end) =>
        Assert.Equal(new BillingPeriod(Day(start), Day(end)), BillingPeriod.At(Day(anchor), Day(now)));

    private static DateTimeOffset Day(string day) => new(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.MinValue, TimeSpan.Zero);
}
