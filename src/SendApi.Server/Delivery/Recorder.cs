using System.Threading.Channels;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Writes down what attempts and receipts brought, many in one durable commit. A call ends when its fact is on disk.</summary>
/// <remarks>One consumer on a node: a receipt can never overtake the answer to its own submit unseen.</remarks>
public sealed partial class Recorder(Db db, TimeProvider clock, ILogger<Recorder> log) : BackgroundService
{
    /// <summary>Beyond this many waiting facts whoever brings one waits: the links then slow down.</summary>
    private const int MostWaiting = 4_096;

    private const int MostInOneCommit = 512;

    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Fact> _facts = Channel.CreateBounded<Fact>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _givingUp = new();

    /// <summary>Writes how an attempt ended. Its lease must still be held, else nothing is written. Waits as long as the store is down.</summary>
    public Task Record(Attempt attempt) => Record(new Fact(attempt, null));

    /// <summary>Writes a receipt down; <see cref="ReceiptSink"/>. One that finds no message is kept and tried again.</summary>
    public Task Record(Receipt receipt)
    {
        var now = clock.GetUtcNow();
        return Record(new Fact(null, new ReceivedReceipt(Ids.New(Ids.Event, now), receipt, now)));
    }

    /// <summary>Tries kept receipts again whose message is known by now; on a cluster the answer may have been written by another node.</summary>
    public async Task Record(IReadOnlyList<ReceivedReceipt> kept)
    {
        foreach (var receipt in kept)
            await Record(new Fact(null, receipt));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _facts.Writer.TryComplete();
        await using var limit = cancellationToken.Register(_givingUp.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _givingUp.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Consume, CancellationToken.None);

    private async Task Record(Fact fact)
    {
        await _facts.Writer.WriteAsync(fact, CancellationToken.None);
        await fact.Done.Task;
    }

    private async Task Consume()
    {
        var batch = new List<Fact>(MostInOneCommit);
        while (await _facts.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostInOneCommit && _facts.Reader.TryRead(out var fact))
                batch.Add(fact);
            await WriteSurely(batch);
            batch.Clear();
        }
    }

    /// <summary>A provider's answer must not be lost: while the store is down the write is repeated, until the process ends.</summary>
    private async Task WriteSurely(IReadOnlyList<Fact> batch)
    {
        while (true)
        {
            try
            {
                await db.Write(session => RecordBatch.Write(session, batch), CancellationToken.None);
                foreach (var fact in batch)
                    fact.Done.SetResult();
                return;
            }
            catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt && !_givingUp.IsCancellationRequested)
            {
                // In doubt is as good as not done: every statement of a batch may run twice and changes nothing the second time.
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

    /// <summary>One fact that the store will not take must not sink the others; it alone fails, and its lease runs out as uncertain.</summary>
    private async Task Isolate(IReadOnlyList<Fact> batch, Exception fault)
    {
        if (batch.Count == 1)
        {
            Failed(log, fault);
            batch[0].Done.SetException(fault);
            return;
        }

        foreach (var fact in batch)
            await WriteSurely([fact]);
    }

    [LoggerMessage(2101, LogLevel.Warning, "The store is down: {Count} provider answers wait to be written")]
    private static partial void StoreIsDown(ILogger log, Exception fault, int count);

    [LoggerMessage(2102, LogLevel.Error, "A provider answer could not be written")]
    private static partial void Failed(ILogger log, Exception fault);
}

/// <summary>One thing to write down: an attempt's end or a receipt.</summary>
internal sealed record Fact(Attempt? Attempt, ReceivedReceipt? Receipt)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
