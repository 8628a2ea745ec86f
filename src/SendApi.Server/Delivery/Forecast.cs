using SendApi.Core.Messages;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Estimates how long a text would wait in a queue: by how many wait before it, and how fast they left of late.</summary>
public sealed partial class Forecast(Db db, TimeProvider clock, ILogger<Forecast> log) : BackgroundService
{
    /// <summary>More are not counted; the wait is then at least that of so many.</summary>
    private const int Counted = 50_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Shortest = TimeSpan.FromSeconds(1);

    private static readonly TrafficClass[] Lanes = Enum.GetValues<TrafficClass>();

    private Dictionary<(string Queue, TrafficClass Lane), TimeSpan> _waits = [];
    private Dictionary<(string Queue, TrafficClass Lane), (long Waiting, long At)> _before = [];

    /// <summary>When a text that is accepted now would leave; null where it hardly waits, or nobody can tell.</summary>
    public DateTimeOffset? Of(string queue, TrafficClass lane) =>
        Volatile.Read(ref _waits).TryGetValue((queue, lane), out var wait) ? clock.GetUtcNow() + wait : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Look, fault => Failed(log, fault.Message), clock, stoppingToken);

    private async Task Look(CancellationToken ct)
    {
        var (waits, seen) = (new Dictionary<(string, TrafficClass), TimeSpan>(), new Dictionary<(string, TrafficClass), (long, long)>());
        foreach (var queue in await db.Read(Outbox.Queues, ct))
        {
            var ahead = 0L;
            foreach (var lane in Lanes)
            {
                ahead += await db.Read(s => Outbox.Waiting(s, queue, lane, clock.GetUtcNow(), Counted), ct);
                var now = clock.GetTimestamp();
                seen[(queue, lane)] = (ahead, now);
                if (Wait(_before.GetValueOrDefault((queue, lane)), (ahead, now)) is { } wait)
                    waits[(queue, lane)] = wait;
            }
        }

        _before = seen;
        Volatile.Write(ref _waits, waits);
    }

    /// <summary>Only a queue that shrinks tells how fast it is; one that grows is as slow as the estimate before it, so none is given.</summary>
    private TimeSpan? Wait((long Waiting, long At) before, (long Waiting, long At) now)
    {
        var left = before.Waiting - now.Waiting;
        if (now.Waiting == 0 || left <= 0)
            return null;

        var wait = clock.GetElapsedTime(before.At, now.At) * ((double)now.Waiting / left);
        return wait >= Shortest ? wait : null;
    }

    [LoggerMessage(2403, LogLevel.Warning, "Waiting times cannot be estimated just now: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
