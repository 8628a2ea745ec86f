using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Core.WhatsApp;

/// <summary>The pace of a number of Meta's Cloud API.</summary>
public sealed class CloudPaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_second_has_more_than_it_allows()
    {
        var pace = new CloudPace(0, 0);
        for (var i = 0; i < CloudPace.MostInASecond; i++)
        {
            Assert.Equal((Noon, null), pace.Next(Noon));
            pace.Take(Noon, 0);
        }

        Assert.Equal((0, Noon.AddSeconds(1)), (pace.Free(Noon), pace.Next(Noon).At));
        Assert.NotNull(pace.Next(Noon).Why);
        Assert.Equal(CloudPace.MostInASecond, pace.Free(Noon.AddSeconds(1)));
    }

    [Fact]
    public void It_counts_by_days()
    {
        var pace = new CloudPace(SessionPace.DayOf(Noon), 5);
        pace.Take(Noon, 0);
        Assert.Equal(6, pace.SentToday);
        pace.Take(Noon.AddDays(1), 0);
        Assert.Equal((1, SessionPace.DayOf(Noon) + 1), (pace.SentToday, pace.Day));
    }
}
