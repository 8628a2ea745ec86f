using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>Writes when each key was last used, gathered: a busy key costs one row a minute, and nothing on the way of a request.</summary>
/// <remarks>At a stop the rest is written. What a crash loses is a minute of somebody's curiosity.</remarks>
public sealed partial class LastUses(Db db, KeyUses uses, TimeProvider clock, ILogger<LastUses> log) : BackgroundService
{
    private const int MostInOneCommit = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Write(isEnd: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(Pause, clock, stoppingToken));
            await Write(isEnd: false);
        }
    }

    // Not cancelled by a stop: the last round is what is to be saved, and each commit is short.
    private async Task Write(bool isEnd)
    {
        try
        {
            var now = clock.GetUtcNow();
            // In the order of the ids: two nodes that hold the same rows then wait for each other instead of colliding.
            foreach (var some in uses.Due(now, isEnd).OrderBy(u => u.KeyId, StringComparer.Ordinal).Select(use => (Use: use, use.Last)).Chunk(MostInOneCommit))
            {
                await db.Write(async s =>
                {
                    await KeyRows.Note(s, [.. some.Select(u => (u.Use.KeyId, new DateTimeOffset(u.Last, TimeSpan.Zero).ToMicros()))]);
                    return some.Length;
                }, CancellationToken.None);
                foreach (var (use, last) in some)
                    (use.Written, use.WrittenAt) = (last, now);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The edge of this worker: what it could not write now it writes the next time.
            NotWritten(log, fault);
        }
    }

    [LoggerMessage(3301, LogLevel.Warning, "The last uses of keys could not be written; they are tried again in ten seconds")]
    private static partial void NotWritten(ILogger log, Exception fault);
}
