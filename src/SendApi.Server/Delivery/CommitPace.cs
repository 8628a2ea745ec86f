using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Leaves the store to the other nodes between two accept commits, so that each gathers more meanwhile: else every node pays for its own small commits.</summary>
/// <param name="time">Of the processors, not of the messages: a test that turns the clock of messages does not hold this up.</param>
public sealed class CommitPace(NodeShare share, TimeProvider time)
{
    /// <summary>What a caller may lose by it at most.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(10);

    public long Begin() => time.GetTimestamp();

    /// <summary>Rests for as long as the commit took, for each other node; not at all when this node is alone, or when nobody shared the commit.</summary>
    public Task Rest(long begun, int committed)
    {
        var others = share.Nodes - 1;
        if (others == 0 || committed == 1)
            return Task.CompletedTask;

        var rest = time.GetElapsedTime(begun) * others;
        return Task.Delay(rest < LongestRest ? rest : LongestRest, time);
    }
}
