using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Nodes;
using SendApi.Server.Wiring;

namespace SendApi.Tests.Nodes;

/// <summary>Several whole servers on one PostgreSQL and one clock.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly List<TestApp> _nodes = [];

    public TestApp this[int node] => _nodes[node];

    public IReadOnlyList<TestApp> Nodes => _nodes;

    /// <param name="changes">One for each node.</param>
    public static async Task<Cluster> Run(params Func<ServeOptions, ServeOptions>[] changes)
    {
        var cluster = new Cluster();
        var first = await TestApp.Run(Engines.Postgres, changes[0]);
        cluster._nodes.Add(first);
        foreach (var change in changes[1..])
            cluster._nodes.Add(await TestApp.Run(first.Location, o => change(o with { Clock = first.Clock })));
        await cluster.UntilAllKnowEachOther();
        return cluster;
    }

    public static Task<Cluster> Of(int nodes, Func<ServeOptions, ServeOptions>? change = null) =>
        Run([.. Enumerable.Repeat(change ?? (o => o), nodes)]);

    /// <summary>What the store says of the nodes, the oldest first.</summary>
    public Task<List<NodeRow>> Rows() => _nodes[^1].Db.Read(NodeRows.List, default);

    /// <summary>What the store says of one node.</summary>
    public async Task<NodeRow> Row(int node) => (await Rows()).Single(n => n.Id == _nodes[node].Services.GetRequiredService<ThisNode>().Id);

    /// <summary>Ends a node in good order.</summary>
    public async Task Stop(int node)
    {
        var leaving = _nodes[node];
        _nodes.RemoveAt(node);
        await leaving.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    /// <summary>Each has told of itself once more since the last one came.</summary>
    private async Task UntilAllKnowEachOther()
    {
        var since = _nodes[0].Clock.GetUtcNow().ToMicros();
        await Eventually.IsTrue(async () => (await Rows()).TrueForAll(n => n.SeenAt > since), clock: _nodes[0].Clock);
    }
}
