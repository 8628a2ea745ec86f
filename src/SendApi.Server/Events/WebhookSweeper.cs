using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Events;

/// <summary>Looks every few seconds which endpoints' queues are at their bound, ends streams that broke, and once an hour forgets what is old.</summary>
internal sealed partial class WebhookSweeper(Db db, TimeProvider clock, IOptions<WebhookOptions> options, ILogger<WebhookSweeper> log) : BackgroundService
{
    private const int MostInOneGo = 1_000, LanesInOneLook = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5), BetweenForgetting = TimeSpan.FromHours(1), Lagging = TimeSpan.FromSeconds(5);

    private DateTimeOffset _nextForgetting;
    private string _lookedUpTo = "";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Sweep, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round of all sweeps.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await MarkFull(now, ct);
        await EndStreams(now, ct);
        if (now < _nextForgetting)
            return;

        await Forget(now - options.Value.Kept, ct);
        _nextForgetting = now + BetweenForgetting;
    }

    /// <summary>A queue is full at its bound and has room again below nine tenths of it. Only those are counted that lag behind.</summary>
    private async Task MarkFull(DateTimeOffset now, CancellationToken ct)
    {
        long bound = options.Value.MostWaiting;
        var full = await db.Read(s => s.Query<string>("SELECT webhook_id FROM webhook_health WHERE full_since IS NOT NULL"), ct);
        var waiting = await db.Read(s => DeliveryQueue.Waiting(s, _lookedUpTo, LanesInOneLook), ct);
        _lookedUpTo = waiting.Count == LanesInOneLook ? waiting[^1].WebhookId : "";
        foreach (var lane in waiting.Where(w => w.DueAt < (now - Lagging).ToMicros()).Select(w => w.WebhookId).Union(full))
        {
            var count = await db.Read(s => DeliveryQueue.Count(s, lane, bound), ct);
            var isFull = full.Contains(lane);
            if (isFull ? count >= bound / 10 * 9 : count < bound)
                continue;

            await db.Write(async s =>
            {
                await EndpointHealth.SetFull(s, lane, isFull ? null : now);
                return true;
            }, ct);
            if (isFull)
                HasRoom(log, lane);
            else
                IsFull(log, lane, count);
        }
    }

    private async Task EndStreams(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var listener in await db.Read(s => Listeners.Expired(s, now), ct))
            await db.Write(s => Listeners.End(s, listener, now), ct);
    }

    /// <summary>Deletes what is older, in portions, so that nobody waits long for the store.</summary>
    private async Task Forget(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var account in await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct))
            for (var world = 0L; world <= 1; world++)
            {
                await Forget("webhook_deliveries", "AND status <> 0", account, world, Ids.First(Ids.Delivery, before), ct);
                await Forget("events", "", account, world, Ids.First(Ids.Event, before), ct);
            }
    }

    private async Task Forget(string table, string which, string account, long world, string first, CancellationToken ct)
    {
        int deleted;
        do
        {
            deleted = await db.Write(s => s.Execute($"""
                WITH old AS MATERIALIZED (SELECT id FROM {table} WHERE account_id = @account AND is_test = @world AND id < @first {which} ORDER BY id LIMIT {MostInOneGo})
                DELETE FROM {table} WHERE account_id = @account AND is_test = @world AND id IN (SELECT id FROM old)
                """, new { account, world, first }), ct);
        }
        while (deleted == MostInOneGo);
    }

    [LoggerMessage(2501, LogLevel.Warning, "A sweep of the webhooks failed; the next one comes in a few seconds")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2502, LogLevel.Warning, "The queue of {Webhook} is at its bound of {Count} deliveries; further ones are not queued")]
    private static partial void IsFull(ILogger log, string webhook, long count);

    [LoggerMessage(2503, LogLevel.Information, "The queue of {Webhook} has room again")]
    private static partial void HasRoom(ILogger log, string webhook);
}
