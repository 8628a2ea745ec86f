using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Takes due messages from each link's queue as fast as the link has room, and fresh ones from the intake's hand, and sees each attempt to its end.</summary>
/// <remarks>It claims no more than a link takes at once: a crash leaves only those uncertain that may really have left.</remarks>
public sealed partial class Dispatcher(Db db, Links links, Attempts attempts, Handover handover, DispatcherTools tools) : BackgroundService
{
    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1);

    /// <summary>With a backlog the link's room is gathered this long, else each answer would cost a claim of one message.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(4);

    /// <summary>Much shorter than what a lease holds beyond the longest send.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    /// <summary>Sessions are many, and mostly have nothing to send: their keeper wakes those that do.</summary>
    private static readonly TimeSpan SessionPoll = TimeSpan.FromSeconds(30);

    private readonly DeliveryOptions _options = tools.Options.Value;
    private readonly Dictionary<string, Task> _queues = [];

    /// <summary>One worker for each queue that ever had a link here; one without a link waits for its return.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = links.Changed.Next;
            foreach (var queue in links.All.Keys.Where(q => !_queues.ContainsKey(q)))
                _queues[queue] = Task.WhenAll(
                    Task.Run(() => Turns.Run(ct => Turn(queue, ct), fault => TurnFailed(tools.Log, fault), PauseWhenDown, tools.Clock, stoppingToken), CancellationToken.None),
                    // Not ended by the token but by the hand-over: a message that is leased already is begun.
                    Task.Run(() => BeginHanded(queue), CancellationToken.None));
            await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_queues.Values);
    }

    /// <summary>Claims and is handed nothing more, begins what was leased to it, then waits for the answers to what is under way: they are still written down.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        handover.Close();
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(tools.UnderWay.Ends, Task.Delay(_options.StopWait, tools.Clock, cancellationToken));
        if (tools.UnderWay.Count > 0)
            LeftUnderWay(tools.Log, tools.UnderWay.Count);
    }

    /// <remarks>When it fails nothing was claimed, or the lease runs out by itself.</remarks>
    private async Task Turn(string queue, CancellationToken ct)
    {
        var (changed, woken) = (links.Changed.Next, tools.Arrivals.In(queue).Next);
        if (links.For(queue) is not { } link)
        {
            await Wake.For(changed, PauseWhenDown, tools.Clock, ct);
            return;
        }

        var room = handover.BeginClaim(queue, link);
        if (room == 0)
        {
            // A link that has room all the same: it is promised to messages that are just being committed.
            await (links.Room(link) > 0 ? Task.Delay(Gathering, tools.Clock, ct)
                : link.Room > 0 ? Task.Delay(_options.Poll, tools.Clock, ct)
                : Wake.For(link.WaitForRoom(ct), PollOf(queue), tools.Clock, ct));
            return;
        }

        var found = await Claim(queue, link, room, ct);
        if (found == 0)
            await Wake.For(woken, PollOf(queue), tools.Clock, ct);
        else if (found == room)
            await Task.Delay(Gathering, tools.Clock, ct);
    }

    private TimeSpan PollOf(string queue) => Queues.IsSession(queue) ? SessionPoll : _options.Poll;

    private async Task<int> Claim(string queue, ILink link, int room, CancellationToken ct)
    {
        int? found = null;
        try
        {
            var now = tools.Clock.GetUtcNow();
            var token = Ids.New("lease_", now);
            var claimed = await db.Write(s => Outbox.Claim(s, queue, room, token, now, now + _options.LeaseFor(link)), ct);
            foreach (var one in claimed)
                Begin(queue, link, one);
            found = claimed.Count;
            return claimed.Count;
        }
        finally
        {
            handover.EndClaim(queue, room, found);
        }
    }

    private async Task BeginHanded(string queue)
    {
        await foreach (var handed in handover.In(queue, CancellationToken.None))
        {
            // Those before them first. But they are leased: should no claim come, for want of room or of the store, they go all the same.
            if (!handed.Turn.IsCompleted)
                await Wake.For(handed.Turn, LongestTurn, tools.Clock, CancellationToken.None);
            foreach (var one in handed.Messages)
                Begin(queue, handed.Link, one);
            handover.GiveBack(queue, handed);
        }
    }

    private void Begin(string queue, ILink link, Claimed claimed) => tools.UnderWay.Add(claimed.Lease.MessageId, Attempt(queue, link, claimed));

    private async Task Attempt(string queue, ILink link, Claimed claimed)
    {
        if (await attempts.Begin(queue, link, claimed) is { } other)
            handover.Queued(other, 1);
    }

    [LoggerMessage(2204, LogLevel.Warning, "The dispatcher's turn failed; it goes on")]
    private static partial void TurnFailed(ILogger log, Exception fault);

    [LoggerMessage(2205, LogLevel.Warning, "Stopped with {Count} messages unanswered; they will be marked uncertain")]
    private static partial void LeftUnderWay(ILogger log, int count);
}

/// <summary>What the dispatcher needs beside the store and the links.</summary>
public sealed record DispatcherTools(Arrivals Arrivals, UnderWay UnderWay, TimeProvider Clock, IOptions<DeliveryOptions> Options, ILogger<Dispatcher> Log);
