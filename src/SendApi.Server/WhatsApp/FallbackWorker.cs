using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Looks every second after the messages that did not arrive in their time, and lets them fall back.</summary>
internal sealed partial class FallbackWorker(Db db, Fallbacks fallbacks, TimeProvider clock, ILogger<FallbackWorker> log) : BackgroundService
{
    private const int MostInOneGo = 200, MostGoes = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Look, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One look, in portions; what is too much for it waits for the next.</summary>
    public async Task Look(CancellationToken ct)
    {
        for (var goes = 0; goes < MostGoes && await db.Write(s => FallbackRows.Hear(s, MostInOneGo), ct) == MostInOneGo; goes++)
        {
        }

        for (var goes = 0; goes < MostGoes; goes++)
        {
            var due = await db.Write(s => FallbackRows.Take(s, clock.GetUtcNow(), MostInOneGo), ct);
            if (due.Count == 0)
                return;
            foreach (var row in due)
                await Look(row, ct);
        }
    }

    /// <summary>One that cannot be looked at does not hold up the others; it is looked at again when its lease is over.</summary>
    private async Task Look(FallbackRow row, CancellationToken ct)
    {
        try
        {
            await fallbacks.Look(row, ct);
        }
        catch (Exception fault) when (fault is not (StoreUnavailable or OperationCanceledException))
        {
            NotLooked(log, fault, row.MessageId);
        }
    }

    [LoggerMessage(3871, LogLevel.Warning, "Fallbacks could not be looked after; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3872, LogLevel.Error, "Message {Id} could not fall back; it is tried again in a few seconds")]
    private static partial void NotLooked(ILogger log, Exception fault, string id);
}
