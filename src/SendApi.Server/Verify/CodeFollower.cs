using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Verify;

/// <summary>Looks every second after the codes whose text did not arrive in its time, and lets them take their next step.</summary>
internal sealed partial class CodeFollower(Db db, NextSteps steps, TimeProvider clock, ILogger<CodeFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Look, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One look. One that cannot be looked at is looked at again when its lease is over.</summary>
    public Task Look(CancellationToken ct) => Turns.Follow(
        most => db.Write(s => StepRows.Hear(s, clock.GetUtcNow(), most), ct), most => db.Write(s => StepRows.Take(s, clock.GetUtcNow(), most), ct), code => steps.Look(code, ct), (fault, code) => NotLooked(log, fault, code.Id));

    [LoggerMessage(2811, LogLevel.Warning, "Codes could not be looked after; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2812, LogLevel.Error, "Verification {Id} could not be looked after; it is tried again in a few seconds")]
    private static partial void NotLooked(ILogger log, Exception fault, string id);
}
