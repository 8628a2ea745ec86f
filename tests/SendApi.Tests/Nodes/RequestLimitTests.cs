using SendApi.Server.Workers;

namespace SendApi.Tests.Nodes;

public sealed class RequestLimitTests
{
    private const int Limit = 60;

    [Fact]
    public async Task Three_nodes_with_Redis_pass_just_the_limit_in_its_window()
    {
        await using var redis = await RedisServer.Start();
        await using var cluster = await Cluster.Of(3, o => o with { Configure = TestApp.Setting("RateLimits:Redis", $"127.0.0.1:{redis.Port}") });
        var key = await Key(cluster);

        // Unevenly spread, all at once.
        var replies = await Task.WhenAll(Enumerable.Range(0, 150).Select(n => cluster[n % 7 == 0 ? 2 : n % 2].Get("/v1/suppressions", key)));

        Assert.Equal(Limit, replies.Count(r => r.Status == 200));
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal(4029, r.Code));
        Assert.Equal(Enumerable.Range(0, Limit), replies.Where(r => r.Status == 200).Select(r => int.Parse(r.Headers["X-RateLimit-Remaining"])).Order());
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.InRange(int.Parse(r.Headers["Retry-After"]), 50, 61));
    }

    [Fact]
    public async Task Three_nodes_without_Redis_share_the_limit_out_so_that_all_together_pass_no_more()
    {
        await using var cluster = await Cluster.Of(3);
        var key = await Key(cluster);
        foreach (var node in cluster.Nodes)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => node.Get("/v1/suppressions", key)));
            Assert.Equal(Limit / 3, replies.Count(r => r.Status == 200));
        }
    }

    [Fact]
    public async Task A_node_without_Redis_goes_on_with_its_share_and_comes_back_to_Redis_by_itself()
    {
        await using var redis = await RedisServer.Start();
        await using var cluster = await Cluster.Of(2, o => o with { Configure = TestApp.Setting("RateLimits:Redis", $"127.0.0.1:{redis.Port}") });
        var key = await Key(cluster);
        Assert.Equal("59", (await cluster[0].Get("/v1/suppressions", key)).Headers["X-RateLimit-Remaining"]);

        await redis.Kill();
        await Eventually.IsTrue(async () => (await cluster[0].Get("/v1/suppressions", key)) is { Status: 200 } reply && int.Parse(reply.Headers["X-RateLimit-Remaining"]) < Limit / 2, clock: cluster[0].Clock);

        await redis.Again();
        await Eventually.IsTrue(async () => int.Parse((await cluster[1].Get("/v1/suppressions", key)).Headers["X-RateLimit-Remaining"]) >= Limit / 2, clock: cluster[0].Clock);
    }

    [Theory]
    [InlineData(60, 3)]
    [InlineData(100, 7)]
    [InlineData(5, 5)]
    public void The_shares_of_all_nodes_add_up_to_the_limit(int limit, int nodes)
    {
        var shares = Enumerable.Range(0, nodes).Select(rank =>
        {
            var share = new NodeShare();
            share.Set(rank, nodes);
            return share.Of(limit);
        }).ToList();
        Assert.Equal(limit, shares.Sum());
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    }

    [Fact]
    public void A_single_node_has_the_whole_limit_and_none_is_left_without()
    {
        Assert.Equal(60, new NodeShare().Of(60));
        var many = new NodeShare();
        many.Set(4, 5);
        Assert.Equal(1, many.Of(3));
    }

    /// <summary>A key on a plan of 60 requests a minute, known to all nodes.</summary>
    private static async Task<string> Key(Cluster cluster) => await cluster[0].Key("admin", account: await cluster[0].Account("shop", "Starter"));
}
