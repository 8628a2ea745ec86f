namespace SendApi.Server.Workers;

/// <summary>This node's place among those that take requests: its part of what they share out.</summary>
public sealed class NodeShare
{
    private Place _place = new(0, 1);

    /// <summary>There are so many nodes that take requests, and this one is the <paramref name="rank"/>th of them, from 0.</summary>
    public void Set(int rank, int nodes) => Volatile.Write(ref _place, new(rank, nodes));

    /// <summary>This node's part of a limit, 1 at least: the parts of all nodes are together the limit.</summary>
    public int Of(int limit)
    {
        var (rank, nodes) = Volatile.Read(ref _place);
        return Math.Max(1, (limit / nodes) + (rank < limit % nodes ? 1 : 0));
    }

    private sealed record Place(int Rank, int Nodes);
}
