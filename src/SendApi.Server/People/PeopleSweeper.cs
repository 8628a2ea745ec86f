using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.People;

/// <summary>Forgets once a minute the keys of sign-ins that ended, links that expired and wrong guesses of long ago, so that none of their tables grows without end.</summary>
internal sealed partial class PeopleSweeper(Db db, TimeProvider clock, ILogger<PeopleSweeper> log) : BackgroundService
{
    private const int MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Sweep, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await Turns.InPortions(MostInOneGo, most => db.Write(s => SignInRows.Forget(s, now, most), ct));
        await Turns.InPortions(MostInOneGo, most => db.Write(s => LinkRows.Forget(s, now, most), ct));
        await Turns.InPortions(MostInOneGo, most => db.Write(s => Guesses.Forget(s, now, most), ct));
    }

    [LoggerMessage(4301, LogLevel.Warning, "Old sign-ins could not be forgotten; the next try comes in a minute")]
    private static partial void Failed(ILogger log, Exception fault);
}
