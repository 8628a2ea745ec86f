using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Events;

/// <summary>Takes due deliveries from the queue, endpoint by endpoint, as each may be given, makes them and sees each attempt to its end.</summary>
internal sealed partial class WebhookDispatcher(Db db, Endpoints endpoints, Courier courier, DeliveryRecorder recorder, WebhookTools tools) : BackgroundService
{
    private const int LanesInOneClaim = 64, LanesInOneLook = 1_000, CanceledInOneGo = 2_000;

    /// <summary>What one commit made due for several endpoints, and the next few commits, are claimed together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(3);

    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1), StopWait = TimeSpan.FromSeconds(12);

    private readonly UnderWay _underWay = new();
    private DateTimeOffset _nextLook;
    private string _lookedUpTo = "";

    /// <summary>Claims nothing more and waits for the answers to what is under way. What is left is delivered again when its lease is over.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(_underWay.Ends, Task.Delay(StopWait, tools.Clock, cancellationToken));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        tools.Arrivals.HasDispatcher = true;
        return Task.Run(() => Turns.Run(Turn, fault => TurnFailed(tools.Log, fault), PauseWhenDown, tools.Clock, stoppingToken), CancellationToken.None);
    }

    /// <remarks>When it fails nothing was claimed, or the leases run out by themselves.</remarks>
    private async Task Turn(CancellationToken ct)
    {
        var (now, woken, gate) = (tools.Clock.GetUtcNow(), tools.Arrivals.Webhooks.Next, tools.Gate.Changed.Next);
        if (!tools.Gate.IsOpen)
        {
            await Wake.For(gate, PauseWhenDown, tools.Clock, ct);
            return;
        }

        // Further away than a pause only when the clock was put back meanwhile; waited for, it would keep retries away for as long.
        if (now >= _nextLook || _nextLook - now > tools.Options.Value.Poll)
            await LookAround(now, ct);
        var (arrived, renewed) = tools.Arrivals.Take();
        tools.Lanes.Renew(renewed);
        tools.Lanes.Arrived(arrived.Where(lane => !LaneNames.IsListener(lane)));

        var taken = tools.Lanes.Take(now, LanesInOneClaim);
        if (taken.Count > 0)
            await Claim(taken, now, ct);
        else if (await Wake.For(woken, Pause(now), tools.Clock, ct))
            await Task.Delay(Gathering, tools.Clock, ct);
    }

    private TimeSpan Pause(DateTimeOffset now)
    {
        var until = tools.Lanes.NextEndOfPause(now) is { } end && end < _nextLook ? end : _nextLook;
        return until > now ? until - now : TimeSpan.Zero;
    }

    /// <summary>Finds what other nodes queued, what is due again, and what dead workers left.</summary>
    private async Task LookAround(DateTimeOffset now, CancellationToken ct)
    {
        var found = await db.Read(s => DeliveryQueue.Waiting(s, _lookedUpTo, LanesInOneLook), ct);
        tools.Lanes.Forget(now);
        tools.Lanes.Arrived(found.Where(f => f.DueAt <= now.ToMicros() && !LaneNames.IsListener(f.WebhookId)).Select(f => f.WebhookId));
        _lookedUpTo = found.Count == LanesInOneLook ? found[^1].WebhookId : "";
        _nextLook = now + tools.Options.Value.Poll;
    }

    private async Task Claim(List<LaneRoom> taken, DateTimeOffset now, CancellationToken ct)
    {
        List<Work> claimed = [];
        try
        {
            claimed = await db.Write(session => Claim(session, taken, now), ct);
        }
        finally
        {
            var used = claimed.CountBy(w => w.Lane).ToDictionary();
            foreach (var lane in taken)
                tools.Lanes.Claimed(lane, used.GetValueOrDefault(lane));
        }

        foreach (var work in claimed)
            _underWay.Add(work.Delivery.Id, Attempt(work));
    }

    private async Task<List<Work>> Claim(Session session, List<LaneRoom> taken, DateTimeOffset now)
    {
        var claimed = new List<(LaneRoom Lane, ClaimedDelivery Delivery)>();
        var token = Ids.New("lease_", now);
        // One order everywhere, or two nodes would wait for each other.
        foreach (var lane in taken.OrderBy(l => l.Id, StringComparer.Ordinal))
            claimed.AddRange((await DeliveryQueue.Claim(session, lane.Id, lane.Places, token, (now, now + tools.Options.Value.Lease))).Select(d => (lane, d)));

        var loaded = await endpoints.Load(session, claimed.Select(c => c.Delivery), now);
        foreach (var lane in claimed.Where(c => loaded[c.Delivery.Id].Endpoint is null).Select(c => c.Lane.Id).Distinct())
            await DeliveryQueue.Cancel(session, lane, "The webhook was switched off or deleted.", CanceledInOneGo, (token, now));
        return [.. claimed.Where(c => loaded[c.Delivery.Id].Endpoint is not null).Select(c => new Work(c.Lane, c.Delivery, loaded[c.Delivery.Id].Endpoint!, loaded[c.Delivery.Id].Content))]; // Those without were left out.
    }

    private async Task Attempt(Work work)
    {
        DeliveryResult? result = null;
        try
        {
            result = await courier.Deliver(work.Endpoint, work.Delivery, work.Content);
            End(work, lane => result.Tell(lane, tools.Clock.GetUtcNow(), tools.Chance));
            await recorder.Record(result with { PausedUntil = tools.Lanes.PauseOf(work.Lane.Id) });
        }
        catch (Exception fault)
        {
            // The edge of a delivery: it is made again when its lease is over.
            if (result is null)
                End(work, lane => lane.Ended());
            NotRecorded(tools.Log, fault, work.Delivery.Id);
        }
    }

    private void End(Work work, Action<Lane> verdict)
    {
        if (tools.Lanes.Ended(work.Lane, verdict))
            tools.Arrivals.Webhooks.Signal();
    }

    /// <summary>A claimed delivery with all that it needs.</summary>
    private sealed record Work(LaneRoom Lane, ClaimedDelivery Delivery, Endpoint Endpoint, DeliveryContent? Content);

    [LoggerMessage(2401, LogLevel.Warning, "The turn of the webhook dispatcher failed; it goes on")]
    private static partial void TurnFailed(ILogger log, Exception fault);

    [LoggerMessage(2402, LogLevel.Error, "Delivery {DeliveryId}: its outcome could not be written down; it is made again")]
    private static partial void NotRecorded(ILogger log, Exception fault, string deliveryId);
}

/// <summary>What the webhook dispatcher needs beside the store and the endpoints.</summary>
public sealed record WebhookTools(Lanes Lanes, EventArrivals Arrivals, WorkGate Gate, TimeProvider Clock, Func<double> Chance, IOptions<WebhookOptions> Options, ILogger<WebhookTools> Log);
