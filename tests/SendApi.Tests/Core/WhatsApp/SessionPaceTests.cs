using CsCheck;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Core.WhatsApp;

/// <summary>The pace of a linked number, at any times and by any chance.</summary>
public sealed class SessionPaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_waits_as_told_never_goes_faster_than_it_allows() =>
        Gen.Select(Gen.Double[0, 1].Array[200], Gen.Int[0, 10]).Sample((chances, age) =>
        {
            var pace = new SessionPace(Noon.AddDays(-age), 0, 0);
            var (now, times) = (Noon, new List<DateTimeOffset>());
            foreach (var chance in chances)
            {
                while (pace.Next(now) is ({ } at, not null))
                    now = at;
                pace.Take(now, chance);
                times.Add(now);
            }

            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
            Assert.All(times.Zip(times.Skip(SessionPace.MostInAMinute)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
            Assert.All(times.CountBy(SessionPace.DayOf), day => Assert.True(day.Value <= pace.DayLimit(DateTimeOffset.UnixEpoch.AddDays(day.Key))));
        });

    [Theory]
    [InlineData(0, 50), InlineData(1, 100), InlineData(4, 800), InlineData(5, 1_000), InlineData(400, 1_000)]
    public void A_new_number_is_warmed_up(int age, int most) => Assert.Equal(most, new SessionPace(Noon.AddDays(-age), 0, 0).DayLimit(Noon));

    [Fact]
    public void A_restart_does_not_begin_the_day_anew()
    {
        var today = SessionPace.DayOf(Noon);

        var (at, why) = new SessionPace(Noon, today, 50).Next(Noon);

        Assert.Equal((Noon.Date.AddDays(1), "the number has sent what it may on a day"), (at.UtcDateTime, why));
        Assert.Null(new SessionPace(Noon, today - 1, 50).Next(Noon).Why);
    }
}
