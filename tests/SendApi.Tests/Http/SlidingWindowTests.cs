using CsCheck;
using SendApi.Server.Http;

namespace SendApi.Tests.Http;

public sealed class SlidingWindowTests
{
    [Fact]
    public void In_no_span_of_60_seconds_do_more_than_the_limit_pass_and_whoever_waits_as_told_passes() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 40].Array[1, 200]).Sample((limit, gaps) =>
        {
            var window = new SlidingWindow();
            var (second, passed) = (1_000L, new List<long>());
            foreach (var gap in gaps)
            {
                second += gap % 7 == 0 ? gap : gap % 3;
                var admission = window.Take(second, limit);
                if (admission.IsAdmitted)
                    passed.Add(second);
                else
                {
                    Assert.Equal(0, admission.Remaining);
                    second += admission.Wait;
                    Assert.True(window.Take(second, limit).IsAdmitted);
                    passed.Add(second);
                }
            }

            foreach (var start in passed)
                Assert.InRange(passed.Count(p => p >= start && p <= start + 60), 1, limit);
        });

    [Fact]
    public void A_clock_that_is_set_back_does_not_open_the_window()
    {
        var window = new SlidingWindow();
        for (var i = 0; i < 5; i++)
            Assert.True(window.Take(1_000, 5).IsAdmitted);

        Assert.False(window.Take(500, 5).IsAdmitted);
        Assert.False(window.Take(1_060, 5).IsAdmitted);
        Assert.True(window.Take(1_061, 5).IsAdmitted);
    }

    [Fact]
    public async Task Sixty_four_at_once_do_not_pass_more_than_the_limit()
    {
        var window = new SlidingWindow();

        var admitted = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => window.Take(1_000, 10).IsAdmitted)));

        Assert.Equal(10, admitted.Count(a => a));
    }
}
