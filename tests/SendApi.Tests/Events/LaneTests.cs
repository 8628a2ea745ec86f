using CsCheck;
using SendApi.Server.Events;

namespace SendApi.Tests.Events;

public sealed class LaneTests
{
    private static readonly DateTimeOffset Now = TestApp.Start;

    [Fact]
    public void An_endpoint_is_given_more_with_each_success_up_to_the_bound()
    {
        var lane = new Lane(new WebhookOptions { MostToOne = 10 });
        Assert.Equal(4, lane.Room(Now));

        for (var i = 0; i < 20; i++)
        {
            lane.Began(1);
            lane.Succeeded();
        }

        Assert.Equal(10, lane.Room(Now));
    }

    [Fact]
    public void After_failures_in_a_row_it_is_paused_and_then_asked_with_one_delivery_each_pause_twice_as_long()
    {
        var lane = new Lane(new WebhookOptions { FailuresBeforePause = 3, ShortestPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromSeconds(15) });
        Fail(lane, Now, 3);

        Assert.Equal((0, Now.AddSeconds(5)), (lane.Room(Now), lane.PausedUntil));
        Assert.Equal(1, lane.Room(Now.AddSeconds(5)));

        Fail(lane, Now.AddSeconds(5), 1);
        Assert.Equal(Now.AddSeconds(15), lane.PausedUntil);
        Fail(lane, Now.AddSeconds(15), 1);
        Assert.Equal(Now.AddSeconds(30), lane.PausedUntil);

        lane.Began(1);
        lane.Succeeded();
        Assert.Null(lane.PausedUntil);
        Assert.Equal(2, lane.Room(Now));
    }

    [Fact]
    public void Answers_to_what_was_under_way_when_the_pause_began_do_not_lengthen_it()
    {
        var lane = new Lane(new WebhookOptions { FailuresBeforePause = 2 });
        lane.Began(4);
        for (var i = 0; i < 4; i++)
            lane.Failed(Now, null, () => 0.5);

        Assert.Equal(Now.AddSeconds(5), lane.PausedUntil);
    }

    [Fact]
    public void An_endpoint_that_asks_for_a_pause_gets_it_an_hour_at_most()
    {
        var lane = new Lane(new WebhookOptions());
        lane.Began(2);
        lane.Failed(Now, TimeSpan.FromMinutes(3), () => 0.5);
        Assert.Equal(Now.AddMinutes(3), lane.PausedUntil);
        lane.Failed(Now, TimeSpan.FromDays(3), () => 0.5);
        Assert.Equal(Now.AddHours(1), lane.PausedUntil);
    }

    [Fact]
    public void However_many_endpoints_hang_there_is_room_for_one_that_answers()
    {
        var lanes = new Lanes(new WebhookOptions { MostUnderWay = 100 });
        lanes.Arrived(["well"]);
        var first = Assert.Single(lanes.Take(Now, 1));
        lanes.Claimed(first, 1);
        lanes.Ended(first, lane => lane.Succeeded());

        lanes.Arrived(Enumerable.Range(0, 500).Select(n => $"dead_{n}"));
        while (lanes.Take(Now, 1_000) is { Count: > 0 } taken)
            foreach (var lane in taken)
                lanes.Claimed(lane, lane.Places);
        Assert.Equal(50, lanes.UnderWay);

        lanes.Arrived(["well"]);
        Assert.Contains(lanes.Take(Now, 1_000), l => l is { Id: "well", Places: > 0 });
    }

    [Fact]
    public void What_is_under_way_never_passes_the_bounds_whatever_comes() => Gen.Int[0, 3].Array[1, 200].Sample(steps =>
    {
        var options = new WebhookOptions { MostUnderWay = 20, MostToOne = 6, FailuresBeforePause = 3 };
        var (lanes, now, open) = (new Lanes(options), Now, new List<LaneRoom>());
        foreach (var step in steps)
        {
            lanes.Arrived(["a", "b", "c"]);
            foreach (var taken in lanes.Take(now, 10))
            {
                lanes.Claimed(taken, taken.Places);
                open.AddRange(Enumerable.Repeat(taken, taken.Places));
            }

            Assert.InRange(lanes.UnderWay, 0, options.MostUnderWay);
            Assert.All(open.GroupBy(o => o.Id), g => Assert.InRange(g.Count(), 0, options.MostToOne));
            Assert.InRange(open.Count(o => !o.WasProven), 0, options.MostUnderWay / 2);
            now = now.AddSeconds(step);
            foreach (var ended in open.Take(step).ToList())
            {
                open.Remove(ended);
                lanes.Ended(ended, lane =>
                {
                    if (step == 3)
                        lane.Failed(now, null, () => 0);
                    else
                        lane.Succeeded();
                });
            }
        }

        Assert.Equal(open.Count, lanes.UnderWay);
    }, iter: 200);

    private static void Fail(Lane lane, DateTimeOffset now, int times)
    {
        for (var i = 0; i < times; i++)
        {
            lane.Began(1);
            lane.Failed(now, null, () => 0.5);
        }
    }
}
