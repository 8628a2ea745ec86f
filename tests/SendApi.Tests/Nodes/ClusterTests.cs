using System.Globalization;
using SendApi.Core;
using SendApi.Server.Nodes;
using SendApi.Tests.Events;

namespace SendApi.Tests.Nodes;

public sealed class ClusterTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_node_tells_of_itself_each_second_while_it_runs(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var begun = Assert.Single(await app.Db.Read(NodeRows.List, default));
        Assert.True(Ids.IsId(Ids.Node, begun.Id));
        Assert.Equal(("api,worker", NodeStates.Serving, Environment.MachineName), (begun.Roles, begun.State, begun.Name));

        await Eventually.IsTrue(async () => (await app.Db.Read(NodeRows.List, default)).Single().SeenAt >= begun.SeenAt + 2_000_000, clock: app.Clock);
    }

    [Fact]
    public async Task A_node_that_stops_is_gone_at_once_and_one_that_fell_silent_is_lost_and_after_an_hour_forgotten()
    {
        await using var cluster = await Cluster.Of(2);
        await cluster.Stop(0);
        var left = Assert.Single(await cluster.Rows());
        var app = cluster[0];

        // A process that was killed leaves its row behind.
        await app.Db.Write(s => NodeRows.Tell(s, new NodeRow { Id = Ids.New(Ids.Node, app.Clock.GetUtcNow()), Name = "dead", State = NodeStates.Serving, Roles = "api", SeenAt = app.Clock.GetUtcNow().ToMicros() }), default);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        var later = app.Clock.GetUtcNow().ToMicros();
        await Eventually.IsTrue(async () => (await cluster.Rows()).Single(n => n.Id == left.Id).SeenAt >= later, clock: app.Clock);
        Assert.Equal([NodeStates.Serving, NodeStates.Lost], (await cluster.Rows()).Select(n => n.StateAt(app.Clock.GetUtcNow())));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.IsTrue(async () => (await cluster.Rows()).Select(n => n.Id).SequenceEqual([left.Id]), clock: app.Clock);
    }

    [Fact]
    public async Task What_is_changed_on_one_node_is_in_force_on_all_within_a_second()
    {
        await using var cluster = await Cluster.Of(3);
        var account = await cluster[0].Account("shop");
        var admin = await cluster[0].Key("admin", account: account);
        var made = await cluster[0].Post("/v1/api-keys", """{"name": "worker", "scopes": ["admin"]}""", admin);
        var (key, id) = (made.Data("key"), made.Data("id"));
        foreach (var node in cluster.Nodes)
            Assert.Equal(201, (await Send(node, key)).Status);

        // A suppression.
        Assert.Equal(201, (await cluster[1].Post("/v1/suppressions", """{"address": "+447700900123"}""", key)).Status);
        foreach (var node in cluster.Nodes)
            Assert.Equal(4004, (await Send(node, key, "+447700900123")).Code);

        // A plan, then a revoked key.
        Assert.Equal(200, (await cluster[2].Patch($"/v1/admin/accounts/{account}", """{"plan": "Starter"}""", cluster[2].LiveKey)).Status);
        cluster[0].Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in cluster.Nodes)
            Assert.Equal("60", (await Send(node, key)).Headers["X-RateLimit-Limit"]);

        Assert.Equal(200, (await cluster[1].Delete($"/v1/api-keys/{id}", admin)).Status);
        cluster[0].Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in cluster.Nodes)
            Assert.Equal(4012, (await Send(node, key)).Code);
    }

    [Fact]
    public async Task A_text_that_one_node_takes_and_another_sends_does_not_wait_for_the_poll()
    {
        static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Slowly() => TestApp.Setting("Delivery:Poll", "00:00:10");
        await using var cluster = await Cluster.Run(o => o with { Worker = false, Configure = Slowly() }, o => o with { Api = false, Configure = Slowly() });
        var clock = cluster[0].Clock;

        for (var text = 1; text <= 5; text++)
        {
            var before = clock.GetUtcNow();
            await cluster[0].Until(await cluster[0].SendSms("+447700900100", text.ToString(CultureInfo.InvariantCulture)), "delivered");
            Assert.InRange((clock.GetUtcNow() - before).TotalSeconds, 0, 4);
        }
    }

    [Fact]
    public async Task An_endpoint_that_is_switched_on_again_on_one_node_ends_its_pause_on_the_one_that_calls_it()
    {
        static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Slowly() => TestApp.Setting("Webhooks:Poll", "00:00:10");
        await using var cluster = await Cluster.Run(o => o with { Worker = false, Configure = Slowly() }, o => o with { Api = false, Configure = Slowly() });
        await using var receiver = await Receiver.Start();
        var (clock, isDown) = (cluster[0].Clock, true);
        receiver.Answers = (_, http) =>
        {
            http.Response.StatusCode = isDown ? 500 : 200;
            return Task.CompletedTask;
        };
        var made = await cluster[0].Post("/v1/webhooks", $$"""{"url": "{{receiver.Url}}/hook", "events": ["sms.delivered"]}""");
        Assert.True(made.Status == 201, made.Text);

        // Five failures pause the endpoint on the node that calls it.
        for (var text = 1; text <= 5; text++)
            await cluster[0].SendSms("+447700900100");
        await Eventually.IsTrue(() => Task.FromResult(receiver.All.Count >= 5), () => $"{receiver.All.Count} calls", clock);
        isDown = false;

        // Switched on again where it is not called from.
        Assert.Equal(200, (await cluster[0].Put($"/v1/webhooks/{made.Data("id")}", """{"is_active": true}""")).Status);
        var before = (clock.GetUtcNow(), receiver.All.Count);
        await cluster[0].SendSms("+447700900100");
        await Eventually.IsTrue(() => Task.FromResult(receiver.All.Count > before.Count), clock: clock);
        Assert.InRange((clock.GetUtcNow() - before.Item1).TotalSeconds, 0, 4);
    }

    private static Task<Reply> Send(TestApp node, string key, string to = "+447700900100") =>
        node.Post("/v1/sms/send", $$"""{"to": "{{to}}", "content": "Hello"}""", key);
}
