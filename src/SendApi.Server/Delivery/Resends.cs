using Microsoft.Extensions.Options;
using SendApi.Core.Messages;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Sends uncertain messages again where the settings say so, each once, and forgets those that were ended.</summary>
internal sealed partial class Resends(Db db, Resending resending, TimeProvider clock, IOptions<UncertainOptions> options, ILogger<Resends> log) : BackgroundService
{
    private const int MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), BetweenSweeps = TimeSpan.FromMinutes(10);

    private DateTimeOffset _nextSweep;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Round, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round over all classes.</summary>
    public async Task Round(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var (traffic, after) in options.Value.Resends)
        {
            var resent = await db.Write(s => Resend(s, traffic, after, now), ct);
            if (resent > 0)
                Resent(log, resent, traffic.Name());
        }

        if (now < _nextSweep)
            return;
        while (await db.Write(s => UncertainMessages.Sweep(s, MostInOneGo), ct) == MostInOneGo)
            await Task.Delay(Pause, clock, ct);
        _nextSweep = now + BetweenSweeps;
    }

    private async Task<int> Resend(Session session, TrafficClass traffic, TimeSpan after, DateTimeOffset now)
    {
        var resent = 0;
        foreach (var message in await UncertainMessages.TakeResends(session, traffic, now - after, MostInOneGo))
            if (await resending.Queue(session, message, $"No receipt came within {after.TotalSeconds:0} seconds; texts of the class {traffic.Name()} are sent once more.", now) is null)
                resent++;
        return resent;
    }

    [LoggerMessage(2321, LogLevel.Warning, "Uncertain messages could not be looked through; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2322, LogLevel.Information, "{Count} uncertain messages of the class {Class} are sent once more")]
    private static partial void Resent(ILogger log, int count, string @class);
}
