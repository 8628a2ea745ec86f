using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Delivery;
using SendApi.Server.Workers;

namespace SendApi.Tests.Delivery;

public sealed class CommitPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NodeShare _share = new();

    [Theory]
    [InlineData(1, 2, 20, 0)]
    [InlineData(2, 2, 1, 0)]
    [InlineData(2, 2, 20, 2)]
    [InlineData(3, 2, 20, 4)]
    [InlineData(3, 60, 20, 10)]
    public async Task A_node_rests_as_long_as_its_commit_took_for_each_other_node(int nodes, int took, int committed, int rests)
    {
        _share.Set(0, nodes);
        var pace = new CommitPace(_share, _time);
        var begun = pace.Begin();
        _time.Advance(TimeSpan.FromMilliseconds(took));

        var rest = pace.Rest(begun, committed);

        Assert.Equal(rests == 0, rest.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(rests));
        await rest;
    }
}
