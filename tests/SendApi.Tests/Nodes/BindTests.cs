using SendApi.Server.Delivery;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace SendApi.Tests.Nodes;

public sealed class BindTests
{
    [Fact]
    public async Task A_provider_for_one_node_is_bound_by_one_and_all_texts_go_by_it()
    {
        await using var carrier = await Carrier.Open(new SmscOptions { Magic = false, ReceiptDelay = TimeSpan.Zero });
        await using var cluster = await Cluster.Of(3);
        await cluster[0].AddProviderToStore(carrier.Port, more: ("max_nodes", "1"));
        await UntilBound(cluster, 1);

        foreach (var node in cluster.Nodes)
            await node.Until(await node.SendSms("+447700900100", key: node.LiveKey), "delivered", node.LiveKey);
        Assert.Equal((1, 3), (carrier.Connections, carrier.Taken.Count));
        Assert.Single((await cluster.Rows()).FindAll(n => n.Links == "carrier: bound"));
    }

    [Fact]
    public async Task A_provider_for_two_nodes_is_bound_by_two_of_three()
    {
        await using var carrier = await Carrier.Open();
        await using var cluster = await Cluster.Of(3);
        await cluster[0].AddProviderToStore(carrier.Port, more: ("max_nodes", "2"));
        await UntilBound(cluster, 2);
        Assert.Equal(2, carrier.Connections);
    }

    [Fact]
    public async Task A_bind_is_taken_over_when_its_node_leaves_or_loses_the_store()
    {
        await using var carrier = await Carrier.Open(new SmscOptions { Magic = false, ReceiptDelay = TimeSpan.Zero });
        await using var cluster = await Cluster.Of(2);
        await cluster[0].AddProviderToStore(carrier.Port, more: ("max_nodes", "1"));
        await UntilBound(cluster, 1);

        // Another process has the place as soon as the link to the store broke: whoever held it must notice, or two would be bound.
        await cluster[0].Db.Read(s => s.Query<bool>("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"), default);
        await Eventually.IsTrue(() => Task.FromResult(carrier.Unbinds == 1), () => $"{carrier.Unbinds} unbinds", cluster[0].Clock);
        await UntilBound(cluster, 1);

        var holder = cluster.Nodes.ToList().FindIndex(HasLink);
        await cluster.Stop(holder);
        await UntilBound(cluster, 1);
        await cluster[0].Until(await cluster[0].SendSms("+447700900100", key: cluster[0].LiveKey), "delivered", cluster[0].LiveKey);
        Assert.Equal(1, carrier.Connections);
    }

    private static bool HasLink(TestApp node) => node.Services.GetRequiredService<Links>().Live.Any(l => l.Value.State == "bound");

    private static Task UntilBound(Cluster cluster, int nodes) => Eventually.IsTrue(
        async () => cluster.Nodes.Count(HasLink) == nodes && (await cluster.Rows()).Count(n => n.Links.Length > 0) == nodes, () => $"{cluster.Nodes.Count(HasLink)} are bound", cluster[0].Clock);
}
