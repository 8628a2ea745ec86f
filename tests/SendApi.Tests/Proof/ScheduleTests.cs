using SendApi.Proof.Faults;

namespace SendApi.Tests.Proof;

public sealed class ScheduleTests
{
    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_one_others()
    {
        var rounds = Schedule.Of(7, 40, 3, FaultKinds.All);

        Assert.Equal(rounds, Schedule.Of(7, 40, 3, FaultKinds.All));
        Assert.NotEqual(rounds, Schedule.Of(8, 40, 3, FaultKinds.All));
    }

    [Fact]
    public void Each_kill_is_there_and_every_fifth_meets_the_node_that_was_killed_just_before()
    {
        var rounds = Schedule.Of(1, 100, 3, FaultKinds.All);

        Assert.Equal(Enumerable.Range(1, 100), rounds.Where(r => r.Kind == FaultKind.Kill).Select(r => r.Number));
        Assert.Equal(3, rounds.Select(r => r.Node).Distinct().Count());
        Assert.All(rounds.Index().Where(r => r.Item.OnItsWayUp), r =>
        {
            Assert.Equal((FaultKind.Kill, r.Item.Node, r.Item.Number - 1), (rounds[r.Index - 1].Kind, rounds[r.Index - 1].Node, rounds[r.Index - 1].Number));
            Assert.Equal(0, r.Item.Number % 5);
        });
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(20, 1)]
    [InlineData(60, 3)]
    [InlineData(1_000, 5)]
    public void Other_faults_come_in_rounds_between_the_kills(int kills, int roundsOfEach)
    {
        var rounds = Schedule.Of(3, kills, 1, FaultKinds.All);

        Assert.All(FaultKinds.All.Where(k => k != FaultKind.Kill), kind => Assert.Equal(roundsOfEach, rounds.Count(r => r.Kind == kind)));
        if (kills >= 20)
            Assert.True(rounds.Index().Where(r => r.Item.Kind != FaultKind.Kill).Average(r => (double)r.Index / rounds.Count) is > 0.4 and < 0.7);
    }

    [Fact]
    public void Without_kills_the_other_faults_still_come() =>
        Assert.Equal([FaultKind.Pause], Schedule.Of(3, 20, 1, [FaultKind.Pause]).Select(r => r.Kind));
}
