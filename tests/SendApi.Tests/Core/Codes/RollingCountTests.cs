using CsCheck;
using SendApi.Core.Codes;

namespace SendApi.Tests.Core.Codes;

/// <summary>The limits hold within every span, wherever it begins, and the time to wait is the true one.</summary>
public sealed class RollingCountTests
{
    private static readonly RollingLimit[] Limits = [new(5, TimeSpan.FromHours(1)), new(20, TimeSpan.FromDays(1))];

    private static readonly TimeSpan Exact = TimeSpan.FromMicroseconds(1), Minute = TimeSpan.FromMinutes(1);

    /// <summary>Pauses of all sizes up to three hours.</summary>
    private static readonly Gen<TimeSpan[]> Pauses = Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 120], Gen.Int[0, 10_800]).Select(s => TimeSpan.FromSeconds(s)).Array[0, 200];

    [Fact]
    public void No_span_ever_holds_more_than_its_limit_and_one_is_refused_only_where_it_would_be_too_many() => Pauses.Sample(pauses =>
    {
        var (passed, now, stored) = (new List<DateTimeOffset>(), TestApp.Start, "");
        foreach (var pause in pauses)
        {
            now += pause;
            var count = RollingCount.Read(stored, Exact);
            var room = Limits.All(l => passed.Count(at => at > now - l.Within) < l.Most);
            Assert.Equal(room, count.Wait(Limits, now) is null);
            if (!room)
                continue;

            count.Add(Limits, now);
            stored = count.Write();
            passed.Add(now);
        }

        Assert.All(Limits, l => Assert.All(passed, at => Assert.True(passed.Count(other => other >= at && other < at + l.Within) <= l.Most)));
        Assert.True(stored.Length < 20 * 40);
    });

    [Fact]
    public void After_the_time_it_names_there_is_room_and_a_moment_before_there_is_none() => Pauses.Sample(pauses =>
    {
        var (now, stored) = (TestApp.Start, "");
        foreach (var pause in pauses)
        {
            now += pause;
            var count = RollingCount.Read(stored, Exact);
            if (count.Wait(Limits, now) is { } wait)
            {
                Assert.Null(count.Wait(Limits, now + wait));
                Assert.NotNull(count.Wait(Limits, now + wait - Exact));
                continue;
            }

            count.Add(Limits, now);
            stored = count.Write();
        }
    });

    [Fact]
    public void A_coarse_grain_lets_no_more_through_and_frees_a_place_at_most_one_grain_later() => Pauses.Sample(pauses =>
    {
        var (now, stored, passed) = (TestApp.Start, "", new List<DateTimeOffset>());
        foreach (var pause in pauses)
        {
            now += pause;
            var count = RollingCount.Read(stored, Minute);
            if (count.Wait(Limits, now) is { } wait)
            {
                Assert.Contains(Limits, l => passed.Count(at => at > now - l.Within - Minute) >= l.Most);
                Assert.Null(count.Wait(Limits, now + wait));
                continue;
            }

            Assert.All(Limits, l => Assert.True(passed.Count(at => at > now - l.Within) < l.Most));
            count.Add(Limits, now);
            stored = count.Write();
            passed.Add(now);
        }
    });
}
