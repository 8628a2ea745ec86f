using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Sms;

/// <summary>Goes on with batches that nobody works on: their request was answered before they were through, their node died, or they were canceled.</summary>
public sealed partial class BulkWorker(Db db, BatchRun run, Draining draining, TimeProvider clock, ILogger<BulkWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After this long another batch has its turn.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Work, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>Works until no batch is left free.</summary>
    public async Task Work(CancellationToken ct)
    {
        while (!draining.IsDraining && await Claim(ct) is (var batch, var lease))
            try
            {
                await GoOn(batch, lease, ct);
            }
            catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailable or StoreInDoubt))
            {
                // It is tried again when its lease is over; until then the others have their turn.
                Broke(log, fault, batch.Id);
            }
    }

    private async Task GoOn(BatchRow batch, BatchLease lease, CancellationToken ct)
    {
        if (batch.State == BatchStatus.Canceling)
            await Cancel(batch, lease, ct);
        else if (await db.Read(s => BatchRows.Request(s, batch.Id), ct) is { } request)
            await run.Go(batch, ApiJson.Read<BulkOrder>(request), lease, LongestTurn, ct);
    }

    private async Task<(BatchRow Batch, BatchLease Lease)?> Claim(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lease = BatchLease.New(now);
        return await db.Write(s => BatchRows.Claim(s, lease, now), ct) is { } batch ? (batch, lease) : null;
    }

    private async Task Cancel(BatchRow batch, BatchLease lease, CancellationToken ct)
    {
        for (string? after = ""; after is not null;)
        {
            var from = after;
            (batch, after) = await db.Write(s => BatchIntake.CancelOn(s, batch, from, lease, clock.GetUtcNow()), ct);
        }

        // Some of it is being sent just now; that is known in a moment.
        if (batch.State == BatchStatus.Canceling)
            await db.Write(s => BatchRows.Release(s, batch, lease, clock.GetUtcNow() + Pause), ct);
    }

    [LoggerMessage(2801, LogLevel.Error, "Batches could not be worked on; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2802, LogLevel.Error, "Batch {BatchId}: a portion of it failed; it is tried again in 30 seconds, until it is canceled")]
    private static partial void Broke(ILogger log, Exception fault, string batchId);
}
