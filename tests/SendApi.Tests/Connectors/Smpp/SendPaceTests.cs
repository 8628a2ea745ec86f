using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Pacing;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class SendPaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 50)]
    [InlineData(3, 33)]
    public void Nodes_that_share_a_carrier_share_its_allowance(int nodes, int perSecond)
    {
        var pace = new SendPace(100, _clock);
        pace.ShareWith(nodes);
        Taken(pace);

        Assert.InRange(Enumerable.Range(0, 50).Sum(_ => { _clock.Advance(TimeSpan.FromMilliseconds(20)); return Taken(pace); }), perSecond - 1, perSecond + 1);
    }

    [Fact]
    public void Without_an_allowance_nothing_is_shared()
    {
        var pace = new SendPace(0, _clock);
        pace.ShareWith(3);
        Assert.Equal(int.MaxValue, pace.Left);
    }

    private static int Taken(SendPace pace)
    {
        var taken = 0;
        while (pace.Take())
            taken++;
        return taken;
    }
}
