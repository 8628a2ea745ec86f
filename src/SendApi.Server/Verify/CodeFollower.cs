using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Verify;

/// <summary>Looks every second after the codes whose text did not arrive in its time, and lets them take their next step.</summary>
internal sealed partial class CodeFollower(Db db, NextSteps steps, TimeProvider clock, ILogger<CodeFollower> log) : BackgroundService
{
    private const int MostInOneGo = 200, MostGoes = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Look, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One look, in portions; what is too much for it waits for the next.</summary>
    public async Task Look(CancellationToken ct)
    {
        for (var goes = 0; goes < MostGoes && await db.Write(s => StepRows.Hear(s, clock.GetUtcNow(), MostInOneGo), ct) == MostInOneGo; goes++)
        {
        }

        for (var goes = 0; goes < MostGoes; goes++)
        {
            var due = await db.Write(s => StepRows.Take(s, clock.GetUtcNow(), MostInOneGo), ct);
            if (due.Count == 0)
                return;
            foreach (var code in due)
                await Look(code, ct);
        }
    }

    /// <summary>One that cannot be looked at does not hold up the others; it is looked at again when its lease is over.</summary>
    private async Task Look(VerificationRow code, CancellationToken ct)
    {
        try
        {
            await steps.Look(code, ct);
        }
        catch (Exception fault) when (fault is not (StoreUnavailable or OperationCanceledException))
        {
            NotLooked(log, fault, code.Id);
        }
    }

    [LoggerMessage(2811, LogLevel.Warning, "Codes could not be looked after; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2812, LogLevel.Error, "Verification {Id} could not be looked after; it is tried again in a few seconds")]
    private static partial void NotLooked(ILogger log, Exception fault, string id);
}
