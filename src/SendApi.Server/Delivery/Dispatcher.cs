using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Takes due messages from the queue as fast as the links have room, and fresh ones from the intake's hand, and sees each attempt to its end.</summary>
/// <remarks>It claims no more than a link takes at once: a crash leaves only those uncertain that may really have left.</remarks>
public sealed partial class Dispatcher(Db db, Links links, Recorder recorder, Handover handover, DispatcherTools tools) : BackgroundService
{
    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1);

    /// <summary>With a backlog the link's room is gathered this long, else each answer would cost a claim of one message.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(4);

    /// <summary>Much shorter than what a lease holds beyond the longest send.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private readonly DeliveryOptions _options = tools.Options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(new[] { 0L, 1L }.SelectMany(world => (Task[])
        [
            Task.Run(() => Turns.Run(ct => Turn(world, ct), fault => TurnFailed(tools.Log, fault), PauseWhenDown, tools.Clock, stoppingToken), CancellationToken.None),
            // Not ended by the token but by the hand-over: a message that is leased already is begun.
            Task.Run(() => BeginHanded(world), CancellationToken.None),
        ]));

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
    private async Task Turn(long world, CancellationToken ct)
    {
        var (changed, woken) = (links.Changed.Next, tools.Arrivals.In(world).Next);
        if (links.For(world) is not { } link)
        {
            await Wake.For(changed, PauseWhenDown, tools.Clock, ct);
            return;
        }

        var room = handover.BeginClaim(world, link);
        if (room == 0)
        {
            // A link that has room all the same: it is promised to messages that are just being committed.
            await (link.Room > 0 ? Task.Delay(Gathering, tools.Clock, ct) : Wake.For(link.WaitForRoom(ct), _options.Poll, tools.Clock, ct));
            return;
        }

        var found = await Claim(world, link, room, ct);
        if (found == 0)
            await Wake.For(woken, _options.Poll, tools.Clock, ct);
        else if (found == room)
            await Task.Delay(Gathering, tools.Clock, ct);
    }

    private async Task<int> Claim(long world, ISmsSender link, int room, CancellationToken ct)
    {
        int? found = null;
        try
        {
            var now = tools.Clock.GetUtcNow();
            var token = Ids.New("lease_", now);
            var claimed = await db.Write(s => Outbox.Claim(s, world, room, token, now, now + _options.LeaseFor(link)), ct);
            foreach (var one in claimed)
                Begin(link, one);
            found = claimed.Count;
            return claimed.Count;
        }
        finally
        {
            handover.EndClaim(world, room, found);
        }
    }

    private async Task BeginHanded(long world)
    {
        await foreach (var handed in handover.In(world, CancellationToken.None))
        {
            // Those before them first. But they are leased: should no claim come, for want of room or of the store, they go all the same.
            if (!handed.Turn.IsCompleted)
                await Wake.For(handed.Turn, LongestTurn, tools.Clock, CancellationToken.None);
            foreach (var one in handed.Messages)
                Begin(handed.Link, one);
            handover.GiveBack(world, handed);
        }
    }

    private void Begin(ISmsSender link, Claimed claimed) => tools.UnderWay.Add(claimed.Lease.MessageId, Attempt(link, claimed));

    private async Task Attempt(ISmsSender link, Claimed claimed)
    {
        try
        {
            var outcome = Times.FromMicros(claimed.Message.ValidUntil) <= tools.Clock.GetUtcNow()
                ? new SendOutcome.Rejected("expired", "Its validity ended before it could be sent")
                : await Send(link, claimed.Message);
            var now = tools.Clock.GetUtcNow();
            DateTimeOffset? again = outcome is SendOutcome.TryLater later
                ? now + RetrySchedule.After(claimed.Lease.Attempt, later.After, _options.Waits, tools.Chance)
                : null;
            Answered(tools.Log, claimed.Lease.MessageId, claimed.Lease.Attempt, outcome.GetType().Name, link.Name);
            await recorder.Record(new Attempt(claimed.Lease, link.Name, outcome, now, again));
        }
        catch (Exception fault)
        {
            // The answer could not be written; the lease runs out and the message becomes uncertain, never sent again.
            NotRecorded(tools.Log, fault, claimed.Lease.MessageId);
        }
    }

    /// <summary>What a connector throws is unknown. Nobody cancels a send: once bytes may have left, the answer is waited for.</summary>
    private async Task<SendOutcome> Send(ISmsSender link, MessageRow message)
    {
        try
        {
            return await link.Send(message.Submission(), CancellationToken.None);
        }
        catch (Exception fault)
        {
            ConnectorThrew(tools.Log, fault, message.Id, link.Name);
            return new SendOutcome.Unknown($"the connector failed ({fault.GetType().Name})");
        }
    }

    [LoggerMessage(2201, LogLevel.Debug, "Message {MessageId} attempt {Attempt} by {Provider}: {Outcome}")]
    private static partial void Answered(ILogger log, string messageId, long attempt, string outcome, string provider);

    [LoggerMessage(2202, LogLevel.Error, "Message {MessageId}: the connector {Provider} threw; its outcome is unknown")]
    private static partial void ConnectorThrew(ILogger log, Exception fault, string messageId, string provider);

    [LoggerMessage(2203, LogLevel.Error, "Message {MessageId}: its answer could not be written down")]
    private static partial void NotRecorded(ILogger log, Exception fault, string messageId);

    [LoggerMessage(2204, LogLevel.Warning, "The dispatcher's turn failed; it goes on")]
    private static partial void TurnFailed(ILogger log, Exception fault);

    [LoggerMessage(2205, LogLevel.Warning, "Stopped with {Count} messages unanswered; they will be marked uncertain")]
    private static partial void LeftUnderWay(ILogger log, int count);
}

/// <summary>What the dispatcher needs beside the store and the links.</summary>
public sealed record DispatcherTools(Arrivals Arrivals, UnderWay UnderWay, TimeProvider Clock, Func<double> Chance, IOptions<DeliveryOptions> Options, ILogger<Dispatcher> Log);
