using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Takes due messages from the queue as fast as the links have room, and sees each attempt to its end.</summary>
/// <remarks>It claims no more than a link takes at once: a crash leaves only those uncertain that may really have left.</remarks>
public sealed partial class Dispatcher(Db db, Links links, Recorder recorder, DispatcherTools tools) : BackgroundService
{
    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1);

    /// <summary>With a backlog the link's room is gathered this long, else each answer would cost a claim of one message.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(4);

    private readonly ConcurrentDictionary<string, Task> _underWay = [];
    private readonly DeliveryOptions _options = tools.Options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => Loop(0, stoppingToken), CancellationToken.None), Task.Run(() => Loop(1, stoppingToken), CancellationToken.None));

    /// <summary>Claims nothing more, then waits for the answers to what is under way: they are still written down.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var answers = Task.WhenAll(_underWay.Values);
        await Task.WhenAny(answers, Task.Delay(_options.StopWait, tools.Clock, cancellationToken));
        if (!_underWay.IsEmpty)
            LeftUnderWay(tools.Log, _underWay.Count);
    }

    private async Task Loop(long world, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Turn(world, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The edge of the worker: nothing was claimed, or the lease runs out by itself. It goes on, whatever it was.
                TurnFailed(tools.Log, fault);
                await Task.WhenAny(Task.Delay(PauseWhenDown, tools.Clock, ct));
            }
        }
    }

    private async Task Turn(long world, CancellationToken ct)
    {
        var (changed, woken) = (links.Changed.Next, tools.Arrivals.In(world).Next);
        if (links.For(world) is not { } link)
        {
            await Wake.For(changed, PauseWhenDown, tools.Clock, ct);
            return;
        }

        var room = Math.Min(link.Room, _options.MostUnderWay - _underWay.Count);
        if (room <= 0)
        {
            await Wake.For(link.WaitForRoom(ct), _options.Poll, tools.Clock, ct);
            return;
        }

        var now = tools.Clock.GetUtcNow();
        var token = Ids.New("lease_", now);
        var claimed = await db.Write(s => Outbox.Claim(s, world, room, token, now, now + _options.LeaseFor(link)), ct);
        foreach (var one in claimed)
            Begin(link, one);

        if (claimed.Count == 0)
            await Wake.For(woken, _options.Poll, tools.Clock, ct);
        else if (claimed.Count == room)
            await Task.Delay(Gathering, tools.Clock, ct);
    }

    private void Begin(ISmsSender link, Claimed claimed)
    {
        var attempt = Attempt(link, claimed);
        if (attempt.IsCompleted)
            return;

        _underWay[claimed.Lease.MessageId] = attempt;
        attempt.ContinueWith(_ => _underWay.TryRemove(claimed.Lease.MessageId, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task Attempt(ISmsSender link, Claimed claimed)
    {
        try
        {
            var outcome = Times.FromMicros(claimed.Message.ValidUntil) <= tools.Clock.GetUtcNow()
                ? new SendOutcome.Rejected("expired", "Its validity ended before it could be sent")
                : await Send(link, claimed.Message);
            var now = tools.Clock.GetUtcNow();
            DateTimeOffset? again = outcome is SendOutcome.TryLater later
                ? now + RetrySchedule.After(claimed.Lease.Attempt, later.After, _options.RetryWaits, tools.Chance)
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
public sealed record DispatcherTools(Arrivals Arrivals, TimeProvider Clock, Func<double> Chance, IOptions<DeliveryOptions> Options, ILogger<Dispatcher> Log);
