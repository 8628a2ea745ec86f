using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Nodes;

/// <summary>Passes the calls of this node on to the others, and theirs to whom they wake here. They go by the store, after the commits that they are about.</summary>
/// <remarks>Not in the commits themselves: PostgreSQL lets only one transaction that notifies commit at a time.</remarks>
public sealed partial class NodeCalls(Db db, Calls calls, Arrivals arrivals, EventArrivals events, NodeCallTools tools) : BackgroundService
{
    /// <summary>A notification of PostgreSQL holds less than 8,000 bytes.</summary>
    private const int MostTopics = 150;

    /// <summary>What comes in the first time is told together; after it nothing is told for the second, however much comes.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(3), Rest = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Turns.Run(Tell, fault => NotTold(tools.Log, fault.Message), PauseWhenDown, tools.Clock, stoppingToken),
        Turns.Run(Listen, fault => NotHeard(tools.Log, fault.Message), PauseWhenDown, tools.Clock, stoppingToken));

    private async Task Tell(CancellationToken ct)
    {
        var made = calls.Made.Next;
        var topics = calls.Take();
        foreach (var some in topics.Chunk(MostTopics))
            await db.Dialect.Tell($"{tools.Node.Id} {string.Join(' ', some)}", ct);
        if (topics.Count > 0)
        {
            await Task.Delay(Rest, tools.Clock, ct);
            return;
        }

        await made.WaitAsync(ct);
        await Task.Delay(Gathering, tools.Clock, ct);
    }

    private Task Listen(CancellationToken ct) => db.Dialect.Listen(Hear, ct);

    private void Hear(string words)
    {
        if (words.Split(' ') is not [var from, .. var topics] || from == tools.Node.Id)
            return;

        var about = Array.ConvertAll(topics, Topics.Read);
        foreach (var (queue, _, _) in about)
            if (queue is not null)
                arrivals.In(queue).Signal();

        var renewed = about.Where(t => t.Renewed is not null).Select(t => t.Renewed!).ToList(); // Those without were left out.
        List<string> lanes = [.. about.Where(t => t.Lane is not null).Select(t => t.Lane!), .. renewed]; // The same.
        if (lanes.Count > 0)
            events.Hear(lanes, renewed);
    }

    [LoggerMessage(3402, LogLevel.Warning, "Other nodes cannot be called just now; they look by themselves: {Reason}")]
    private static partial void NotTold(ILogger log, string reason);

    [LoggerMessage(3403, LogLevel.Warning, "Calls of other nodes are not heard just now; this node looks by itself: {Reason}")]
    private static partial void NotHeard(ILogger log, string reason);
}

/// <summary>What passing calls on needs beside the store and those who are woken.</summary>
public sealed record NodeCallTools(ThisNode Node, TimeProvider Clock, ILogger<NodeCalls> Log);
