using SendApi.Server.Wiring;
using SendApi.Tests.Nodes;

namespace SendApi.Tests.Verify;

/// <summary>Limits and single use hold over several nodes, and over their end.</summary>
public sealed class CodesOnNodesTests
{
    [Fact]
    public async Task Of_64_sends_spread_over_three_nodes_five_pass_and_a_node_that_starts_later_knows_of_them()
    {
        await using var cluster = await Cluster.Of(3, Simulated);
        var key = cluster[0].LiveKey;

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Codes.Ask(cluster[i % 3], key: key)));

        Assert.Equal(5, replies.Count(r => r.Status == 201));
        Assert.All(replies.Where(r => r.Status != 201), r => Assert.Equal(4043, r.Code));
        await using var later = await TestApp.Run(cluster[0].Location, o => Simulated(o) with { Clock = cluster[0].Clock });
        Assert.Equal(4043, (await Codes.Ask(later, key: key)).Code);
    }

    [Fact]
    public async Task Of_64_checks_spread_over_three_nodes_exactly_one_is_valid()
    {
        await using var cluster = await Cluster.Of(3);
        var key = cluster[0].TestKey;
        var id = await Codes.Sent(cluster[0], key: key);
        var code = await Codes.Shown(cluster[1], id, key);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Codes.Check(cluster[i % 3], id, code, key)));

        Assert.Single(replies, r => r.Status == 200 && r.Data("valid") == "True");
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal(4040, r.Code));
    }

    private static ServeOptions Simulated(ServeOptions options) => options with { LiveToSimulator = true };
}
