using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Looks every second after the messages that did not arrive in their time, and lets them fall back.</summary>
internal sealed partial class FallbackWorker(Db db, Fallbacks fallbacks, TimeProvider clock, ILogger<FallbackWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Look, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One look. One that cannot be looked at is looked at again when its lease is over.</summary>
    public Task Look(CancellationToken ct) => Turns.Follow(
        most => db.Write(s => FallbackRows.Hear(s, most), ct), most => db.Write(s => FallbackRows.Take(s, clock.GetUtcNow(), most), ct), row => fallbacks.Look(row, ct), (fault, row) => NotLooked(log, fault, row.MessageId));

    [LoggerMessage(3871, LogLevel.Warning, "Fallbacks could not be looked after; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3872, LogLevel.Error, "Message {Id} could not fall back; it is tried again in a few seconds")]
    private static partial void NotLooked(ILogger log, Exception fault, string id);
}
