using System.Threading.Channels;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Takes messages in: requests that arrive together share one durable commit, each with its own outcome.</summary>
/// <remarks>Message row, queue entry and idempotency record are one transaction. What <see cref="Accept"/> answered true for is on disk.</remarks>
public sealed partial class Intake(Db db, Handover handover, AccountNews news, IntakeTools tools) : BackgroundService
{
    /// <summary>The most that may wait for a commit; beyond it newcomers are refused with 5030.</summary>
    private const int MostWaiting = 8_192;

    private const int MostInOneCommit = 256;

    /// <summary>Who has waited this long when his turn comes is refused: his caller has likely given up.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = false });

    /// <summary>
    /// Ends when the message is durable. False: its idempotency key was taken by another node meanwhile, and nothing was written.
    /// Throws the <see cref="Refusal"/> of the rule that the message breaks, or 5030 when overloaded, <see cref="StoreUnavailable"/> when the store cannot be written; then nothing was accepted and nothing was counted.
    /// </summary>
    public Task<bool> Accept(Candidate candidate, IdempotencyRecord? record)
    {
        var waiting = new Waiting(candidate, record, tools.Clock.GetTimestamp());
        return _queue.Writer.TryWrite(waiting)
            ? waiting.Done.Task
            : Task.FromException<bool>(Overloaded());
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Requests are drained before this, so the queue ends here and what is in it is still committed.
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, db.Dialect.Writers).Select(_ => Task.Run(Commits, CancellationToken.None)));

    private async Task Commits()
    {
        var batch = new List<Waiting>(MostInOneCommit);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostInOneCommit && _queue.Reader.TryRead(out var waiting))
                if (tools.Clock.GetElapsedTime(waiting.Since) > LongestWait)
                    waiting.Done.SetException(Overloaded());
                else
                    batch.Add(waiting);

            if (batch.Count > 0)
                await Commit(batch);
            batch.Clear();
        }
    }

    private async Task Commit(List<Waiting> batch)
    {
        try
        {
            using var commit = new AcceptCommit(handover, tools.Clock.GetUtcNow());
            var outcomes = await db.Write(session => Write(session, batch, commit), CancellationToken.None);
            commit.Committed();
            foreach (var waiting in batch)
                outcomes.Tell(waiting);
        }
        catch (Exception fault) when (batch.Count > 1 && fault is not (StoreUnavailable or StoreInDoubt))
        {
            // One message the store will not take must not sink those it shares a commit with.
            foreach (var waiting in batch)
                await Commit([waiting]);
        }
        catch (Exception fault)
        {
            // Each request passes the fault on to its own edge, which numbers it.
            CommitFailed(tools.Log, fault, batch.Count);
            foreach (var waiting in batch)
                waiting.Done.SetException(fault);
        }
    }

    /// <summary>Idempotency records first, then the rules one message after the other. Who is refused leaves nothing behind, not even his record.</summary>
    private async Task<Outcomes> Write(Session session, List<Waiting> batch, AcceptCommit commit)
    {
        var records = batch.Where(w => w.Record is not null).Select(w => w.Record!).ToList();
        var taken = records.Count == 0 ? [] : await IdempotencyRecords.Take(session, records);
        var newcomers = batch.Where(w => w.Record is null || !taken.Contains(w.Record)).ToList();

        var admission = await Admission.Open(session, newcomers.ConvertAll(w => w.Candidate));
        var refused = new Dictionary<Waiting, Refusal>();
        foreach (var newcomer in newcomers)
            if (admission.Judge(newcomer.Candidate) is { } refusal)
                refused.Add(newcomer, refusal);

        await IdempotencyRecords.GiveBack(session, [.. refused.Keys.Where(w => w.Record is not null).Select(w => w.Record!)]);
        await news.Tell(session, admission);
        QueueEntry.Write(session, commit.Entries([.. newcomers.Where(w => !refused.ContainsKey(w)).Select(w => w.Candidate)]));
        // Last: every node counts in the same rows of an account, and holds them against the others from here to the commit.
        admission.Keep(session);
        return new Outcomes(taken, refused);
    }

    private static Refusal Overloaded() =>
        new(Errors.Overloaded, "More requests wait than the store can take just now; nothing was accepted. Retry after 1 second.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>What became of a batch: who came too late with his key, and who broke a rule.</summary>
    private sealed record Outcomes(HashSet<IdempotencyRecord> Taken, Dictionary<Waiting, Refusal> Refused)
    {
        public void Tell(Waiting waiting)
        {
            if (Refused.TryGetValue(waiting, out var refusal))
                waiting.Done.SetException(refusal);
            else
                waiting.Done.SetResult(waiting.Record is null || !Taken.Contains(waiting.Record));
        }
    }

    private sealed class Waiting(Candidate candidate, IdempotencyRecord? record, long since)
    {
        public Candidate Candidate => candidate;

        public IdempotencyRecord? Record => record;

        public long Since => since;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(2001, LogLevel.Warning, "A commit of {Count} messages failed")]
    private static partial void CommitFailed(ILogger log, Exception fault, int count);
}

/// <summary>What the intake needs beside the store and those it tells.</summary>
public sealed record IntakeTools(TimeProvider Clock, ILogger<Intake> Log);
