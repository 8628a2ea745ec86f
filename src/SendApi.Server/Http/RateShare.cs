namespace SendApi.Server.Http;

/// <summary>The part of each request limit that this node may give away when nodes do not count together: together they are the limit.</summary>
public sealed class RateShare
{
    private Place _place = new(0, 1);

    /// <summary>There are so many nodes that take requests, and this one is the <paramref name="rank"/>th of them, from 0.</summary>
    public void Set(int rank, int nodes) => Volatile.Write(ref _place, new(rank, nodes));

    /// <summary>This node's part, 1 at least.</summary>
    public int Of(int limit)
    {
        var (rank, nodes) = Volatile.Read(ref _place);
        return Math.Max(1, (limit / nodes) + (rank < limit % nodes ? 1 : 0));
    }

    private sealed record Place(int Rank, int Nodes);
}
