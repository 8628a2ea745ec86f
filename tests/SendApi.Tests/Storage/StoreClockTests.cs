using Microsoft.Extensions.Time.Testing;

namespace SendApi.Tests.Storage;

public sealed class StoreClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    private readonly JumpingClock _machine = new();

    [Fact]
    public void It_goes_on_evenly_when_the_machines_clock_jumps()
    {
        var clock = new StoreClock(_machine);
        _machine.Jump(TimeSpan.FromMinutes(10));
        _machine.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(Noon + TimeSpan.FromSeconds(3), clock.GetUtcNow());

        _machine.Jump(TimeSpan.FromHours(-2));
        _machine.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(Noon + TimeSpan.FromSeconds(6), clock.GetUtcNow());
    }

    [Fact]
    public void It_takes_over_what_the_store_says_and_half_of_the_time_that_the_answer_took()
    {
        var clock = new StoreClock(_machine);
        var asked = clock.GetTimestamp();
        _machine.Pass(TimeSpan.FromMilliseconds(200));
        clock.Set(Noon + TimeSpan.FromHours(1), asked);
        Assert.Equal(Noon + TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(100), clock.GetUtcNow());
    }

    [Fact]
    public void It_does_not_tremble_and_believes_no_answer_that_took_long()
    {
        var clock = new StoreClock(_machine);
        clock.Set(Noon + TimeSpan.FromMilliseconds(15), clock.GetTimestamp());
        Assert.Equal(Noon, clock.GetUtcNow());

        var asked = clock.GetTimestamp();
        _machine.Pass(TimeSpan.FromSeconds(4));
        clock.Set(Noon + TimeSpan.FromHours(1), asked);
        Assert.Equal(Noon + TimeSpan.FromSeconds(4), clock.GetUtcNow());
    }

    /// <summary>A machine whose wall clock may jump while time itself goes on.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private readonly FakeTimeProvider _steady = new(Noon);
        private TimeSpan _off;

        public override long TimestampFrequency => _steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + _off;

        public override long GetTimestamp() => _steady.GetTimestamp();

        public void Jump(TimeSpan by) => _off += by;

        public void Pass(TimeSpan time) => _steady.Advance(time);
    }
}
