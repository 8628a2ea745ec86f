using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Delivery;
using SendApi.Server.Nodes;
using SendApi.Server.Wiring;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Nodes;

public sealed class DrainTests
{
    [Fact]
    public async Task A_node_that_is_emptied_takes_nothing_new_ends_what_it_began_and_may_come_back()
    {
        await using var carrier = await Carrier.Open(new SmscOptions { Magic = false, ReceiptDelay = TimeSpan.Zero });
        await using var cluster = await Cluster.Of(2, Briefly);
        var (leaving, staying) = (cluster[0], cluster[1]);
        await leaving.AddProvider(carrier.Port);
        var node = (await cluster.Row(0));

        await Drain(leaving, node.Id, leaving.Clock.GetUtcNow());
        await Eventually.IsTrue(async () => (await leaving.Get("/readyz")).Status == 503, clock: leaving.Clock);
        // Until load balancers have seen that, it takes requests, and others send what it takes.
        var last = await leaving.SendSms("+447700900100", key: leaving.LiveKey);
        await staying.Until(last, "delivered", staying.LiveKey);

        await UntilState(cluster, NodeStates.Drained);
        var refused = await leaving.Get("/v1/sms/messages", leaving.LiveKey);
        Assert.Equal((503, 5030), (refused.Status, refused.Code));
        Assert.Equal(200, (await leaving.Get("/healthz")).Status);
        Assert.Empty(leaving.Services.GetRequiredService<Links>().Live);
        Assert.Equal(200, (await staying.Get("/readyz")).Status);

        await Drain(staying, node.Id, null);
        await UntilState(cluster, NodeStates.Serving);
        await Eventually.IsTrue(() => Task.FromResult(leaving.Services.GetRequiredService<Links>().Live.Any(l => l.Value.State == "bound")), clock: leaving.Clock);
        await leaving.Until(await leaving.SendSms("+447700900100", key: leaving.LiveKey), "delivered", leaving.LiveKey);
    }

    [Fact]
    public async Task A_node_is_not_empty_while_a_carrier_owes_it_an_answer()
    {
        await using var carrier = await Carrier.Open(new SmscOptions());
        await using var cluster = await Cluster.Of(1, Briefly);
        var app = cluster[0];
        await app.AddProvider(carrier.Port, more: ("response_timeout_seconds", "2"));
        // An ending that the carrier reads and never answers.
        var id = await app.SendSms("+447700900008", key: app.LiveKey);
        await Eventually.IsTrue(() => Task.FromResult(carrier.Counters.Submits == 1), clock: app.Clock);

        await Drain(app, (await cluster.Row(0)).Id, app.Clock.GetUtcNow());
        await UntilState(cluster, NodeStates.Draining);
        Assert.Equal("bound", Assert.Single(app.Services.GetRequiredService<Links>().Live).Value.State);
        Assert.Equal(1, (await cluster.Row(0)).UnderWay);

        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await UntilState(cluster, NodeStates.Drained);
        await Drain(app, (await cluster.Row(0)).Id, null);
        await UntilState(cluster, NodeStates.Serving);
        await app.Until(id, "uncertain", app.LiveKey);
    }

    private static ServeOptions Briefly(ServeOptions options) => options with { Configure = TestApp.Setting("Node:DrainGrace", "00:00:01") };

    private static Task Drain(TestApp app, string node, DateTimeOffset? since) => app.Db.Write(s => NodeRows.Drain(s, node, since), default);

    private static Task UntilState(Cluster cluster, string state)
    {
        var last = "";
        return Eventually.IsTrue(async () => (last = (await cluster.Row(0)).State) == state, () => last, cluster[0].Clock);
    }
}
