using Microsoft.Extensions.Time.Testing;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class CarrierHealthTests
{
    private static readonly SendOutcome Taken = new SendOutcome.Accepted(["1"]), Broken = new SendOutcome.TryLater("The link is down");

    private readonly FakeTimeProvider _clock = new(TestApp.Start);
    private readonly CarrierHealth _health;

    public CarrierHealthTests() => _health = new CarrierHealth(new RoutingOptions(), _clock);

    [Fact]
    public void Ten_failures_of_which_half_the_sends_are_open_the_circuit()
    {
        Tell(Taken, 10);
        Tell(Broken, 9);
        Assert.False(_health.IsOpen);
        Tell(Broken, 1);
        Assert.Equal((true, 0), (_health.IsOpen, _health.Room));
    }

    [Fact]
    public void Few_failures_among_many_sends_do_not()
    {
        Tell(Taken, 100);
        Tell(Broken, 20);
        Assert.False(_health.IsOpen);
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        Tell(Broken, 9);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Tell(Broken, 9);
        Assert.False(_health.IsOpen);
    }

    [Fact]
    public void A_text_refused_for_its_own_sake_and_a_carrier_that_asks_to_slow_down_are_no_failures()
    {
        Tell(new SendOutcome.Rejected("x", "the recipient is unknown"), 50);
        Tell(new SendOutcome.TryLater("slow down", TimeSpan.FromSeconds(1)), 50);
        Assert.False(_health.IsOpen);
        Tell(new SendOutcome.Rejected("x", "the sender is not allowed") { IsByRoute = true }, 50);
        Assert.True(_health.IsOpen);
    }

    [Fact]
    public void An_open_circuit_lets_one_try_after_a_while_and_closes_when_it_goes_well()
    {
        Tell(Broken, 10);
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(0, _health.Room);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _health.Room);
        Tell(Broken, 1);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _health.Room);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Tell(Taken, 1);
        Assert.False(_health.IsOpen);
    }

    [Fact]
    public void A_link_that_is_back_in_a_moment_was_not_away()
    {
        Assert.False(_health.IsAway(isUp: false));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_health.IsAway(isUp: true));
        Assert.False(_health.IsAway(isUp: false));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(_health.IsAway(isUp: false));
        Assert.False(_health.IsAway(isUp: true));
    }

    [Fact]
    public void A_carrier_is_slow_while_half_of_its_last_receipts_took_long()
    {
        for (var i = 0; i < 25; i++)
            _health.Tell(TimeSpan.FromSeconds(i < 12 ? 1 : 90));
        Assert.True(_health.IsSlow);
        _health.Tell(TimeSpan.FromSeconds(1));
        Assert.True(_health.IsSlow);
        for (var i = 0; i < 15; i++)
            _health.Tell(TimeSpan.FromSeconds(1));
        Assert.False(_health.IsSlow);
    }

    private void Tell(SendOutcome outcome, int times)
    {
        for (var i = 0; i < times; i++)
            _health.Tell(outcome);
    }
}
