using System.Threading.Channels;
using SendApi.Server.Storage;

namespace SendApi.Server.Workers;

/// <summary>Writes down what must not be lost, many in one durable commit, in the order it came; one consumer on a node.</summary>
/// <remarks>A batch may run twice when a commit was in doubt: its statements change nothing the second time.</remarks>
public abstract partial class BatchWriter<T>(Db db, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>Beyond this many whoever brings one waits.</summary>
    private const int MostWaiting = 4_096;

    private const int MostInOneCommit = 512;

    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _givingUp = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await using var limit = cancellationToken.Register(_givingUp.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _givingUp.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>How long what comes is gathered before it is written. Zero where somebody waits for each.</summary>
    protected virtual TimeSpan Gathering => TimeSpan.Zero;

    /// <summary>The statements for one batch, as one transaction.</summary>
    protected abstract Task<bool> Write(Session session, IReadOnlyList<T> batch);

    /// <summary>Ends when it is on disk. Waits as long as the store is down, until the process ends.</summary>
    protected async Task Add(T one)
    {
        var waiting = new Waiting(one);
        await _queue.Writer.WriteAsync(waiting, CancellationToken.None);
        await waiting.Done.Task;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Consume, CancellationToken.None);

    private async Task Consume()
    {
        var batch = new List<Waiting>(MostInOneCommit);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (Gathering > TimeSpan.Zero && _queue.Reader.Count < MostInOneCommit)
                await Task.WhenAny(Task.Delay(Gathering, clock, _givingUp.Token), _queue.Reader.Completion);
            while (batch.Count < MostInOneCommit && _queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            await WriteSurely(batch);
            batch.Clear();
        }
    }

    private async Task WriteSurely(IReadOnlyList<Waiting> batch)
    {
        while (true)
        {
            try
            {
                await db.Write(session => Write(session, [.. batch.Select(w => w.Value)]), CancellationToken.None);
                foreach (var waiting in batch)
                    waiting.Done.SetResult();
                return;
            }
            catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt && !_givingUp.IsCancellationRequested)
            {
                StoreIsDown(log, fault, batch.Count);
                await Task.WhenAny(Task.Delay(PauseWhenDown, clock, _givingUp.Token));
            }
            catch (Exception fault)
            {
                await Isolate(batch, fault);
                return;
            }
        }
    }

    /// <summary>One that the store will not take must not sink the others; it alone fails.</summary>
    private async Task Isolate(IReadOnlyList<Waiting> batch, Exception fault)
    {
        if (batch.Count == 1)
        {
            Failed(log, fault);
            batch[0].Done.SetException(fault);
            return;
        }

        foreach (var waiting in batch)
            await WriteSurely([waiting]);
    }

    private sealed record Waiting(T Value)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(2101, LogLevel.Warning, "The store is down: {Count} answers wait to be written")]
    private static partial void StoreIsDown(ILogger log, Exception fault, int count);

    [LoggerMessage(2102, LogLevel.Error, "An answer could not be written")]
    private static partial void Failed(ILogger log, Exception fault);
}
