using static SendApi.Tests.Core.Codes.Guarding.GuardWorld;

namespace SendApi.Tests.Core.Codes.Guarding;

public sealed class GuardSimulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Honest_traffic_alone_is_never_stopped(int seed)
    {
        var world = new GuardWorld(seed);
        world.People("+4477", 2_000, Minutes(0, 180), enter: 0.7);
        world.People("+4915", 1_000, Minutes(0, 180), enter: 0.5);
        world.People("+3361", 30, Minutes(0, 180), enter: 0.3);

        world.Run();

        Assert.Equal(0, world.Honest.Stopped);
    }

    [Fact]
    public void A_rush_that_begins_within_a_minute_is_not_stopped()
    {
        var world = new GuardWorld(1);
        world.People("+4477", 3_000, Minutes(0, 3), enter: 0.7);

        world.Run();

        Assert.Equal(0, world.Honest.Stopped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_codes_to_one_number_after_the_other_nearly_all_are_stopped_and_of_honest_people_nobody(int seed)
    {
        var world = new GuardWorld(seed);
        world.People("+4477", 1_000, Minutes(0, 180), enter: 0.7);
        world.Pump("+447624500000", 3_000, Minutes(60, 120));
        world.Pump("+998901230000", 2_000, Minutes(60, 120));

        world.Run();

        Assert.True(world.Attack.Share >= 0.95, $"stopped {world.Attack.Share:P1} of the attack");
        Assert.Equal(0, world.Honest.Stopped);
        TestContext.Current.SendDiagnosticMessage("sequential: {0:P1} of {1} stopped, honest {2} of {3}", world.Attack.Share, world.Attack.Asked, world.Honest.Stopped, world.Honest.Asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_codes_strewn_over_a_country_most_are_stopped_and_few_of_its_honest_people(int seed)
    {
        var world = new GuardWorld(seed);
        world.People("+44770090", 1_000, Minutes(0, 240), enter: 0.7);
        world.People("+4915", 1_000, Minutes(0, 240), enter: 0.7);
        world.PumpStrewn("+447", 10_000, Minutes(60, 180));

        world.Run();

        Assert.True(world.Attack.Share >= 0.75, $"stopped {world.Attack.Share:P1} of the attack");
        Assert.True(world.Honest.Share <= 0.02, $"stopped {world.Honest.Share:P1} of honest people");
    }

    [Fact]
    public void A_country_whose_carrier_was_down_for_an_hour_recovers_by_itself()
    {
        var world = new GuardWorld(1);
        world.People("+4477", 1_000, Minutes(0, 60), enter: 0);
        world.People("+4477", 3_000, Minutes(60, 240), enter: 0.7);

        world.Run();

        var later = new GuardWorld(2);
        later.People("+4477", 1_000, Minutes(0, 60), enter: 0);
        later.Run();
        Assert.InRange(later.Honest.Share, 0.1, 0.95);
        Assert.True((world.Honest.Stopped - later.Honest.Stopped) / 3_000.0 < 0.5);
    }
}
