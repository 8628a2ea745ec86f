using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>A portion of a batch, read and priced, ready to be judged.</summary>
/// <param name="Until">The first row behind it.</param>
/// <param name="Refused">Rows that cannot be judged: their text or their number is no good.</param>
public sealed record BatchPortion(long Until, IReadOnlyList<BatchEntry> Entries, IReadOnlyList<BatchRejection> Refused);

/// <summary>A row of a batch as a message that asks to be taken in.</summary>
public sealed record BatchEntry(int Row, Candidate Candidate);

/// <summary>Takes the rows of batches in, a portion in one transaction, by the same rules as single sends; and takes back what was canceled.</summary>
/// <remarks>Each transaction holds the batch under its lease and moves it on from where it stood, so a portion is taken in once, whoever tries and whatever breaks off.</remarks>
public sealed class BatchIntake(Db db, Handover handover, AccountNews news, TimeProvider clock)
{
    /// <summary>How many messages are taken back in one transaction.</summary>
    public const int CanceledInOneGo = 250;

    /// <summary>Takes a portion in and gives the batch as it stands then; null when it is not ours any more, and nothing was done.</summary>
    public async Task<BatchRow?> Take(BatchRow batch, BatchLease lease, BatchPortion portion, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var queued = new List<QueueEntry>();
        var taken = await db.Write(session => Take(session, batch, lease.Renewed(now), portion, queued), ct);
        if (taken is not null)
            Tell(queued, now);
        return taken;
    }

    /// <summary>Writes a batch of few rows and takes it in, in the caller's transaction: batch, messages and refused rows are on disk together, or nothing is.</summary>
    public async Task<BatchRow> TakeWhole(Session session, BatchRow batch, BatchPortion portion)
    {
        await BatchRows.Add(session, batch);
        var queued = new List<QueueEntry>();
        var taken = await Judge(session, batch, portion, queued);
        session.AfterCommit(() => Tell(queued, clock.GetUtcNow()));
        return taken;
    }

    /// <summary>Marks a batch as canceled and takes back the first portion of what has not left; a worker goes on with the rest. Its intake, where it still runs, stops.</summary>
    public static async Task<BatchRow> Cancel(Session session, BatchRow batch, DateTimeOffset now)
    {
        var canceling = batch with { Status = (long)BatchStatus.Canceling };
        await BatchRows.Save(session, canceling);
        var lease = BatchLease.New(now);
        await BatchRows.Seize(session, canceling, lease);
        var (after, _) = await CancelOn(session, canceling, "", lease, now);
        await BatchRows.Release(session, after, lease, now);
        return after;
    }

    /// <summary>Takes back a portion of the messages behind one that have not left. The batch is canceled when that was the last and none of it is under way.</summary>
    /// <returns>The batch, and the last message that was looked at; null at the end of them.</returns>
    public static async Task<(BatchRow Batch, string? Last)> CancelOn(Session session, BatchRow batch, string after, BatchLease lease, DateTimeOffset now)
    {
        if (!await BatchRows.Hold(session, batch, lease.Renewed(now), BatchStatus.Canceling))
            return (batch, null);

        var waiting = await session.Query<string>("""
            SELECT m.id
            FROM messages m
            JOIN outbox o ON o.message_id = m.id
            WHERE m.batch_id = @Id AND m.id > @after AND o.lease_token IS NULL
            ORDER BY m.id
            LIMIT @most
            """, new { batch.Id, after, most = CanceledInOneGo });
        await MessageRows.Cancel(session, waiting.ConvertAll(id => new MessageKey(batch.AccountId, batch.IsTest, id)), now);
        if (waiting.Count == CanceledInOneGo)
            return (batch, waiting[^1]);

        // What a worker holds may come back to the queue; the batch is looked at again until it is answered for.
        if (await session.Number("SELECT COUNT(*) FROM messages m JOIN outbox o ON o.message_id = m.id WHERE m.batch_id = @Id", new { batch.Id }) > 0)
            return (batch, null);

        var ended = batch with { Status = (long)BatchStatus.Canceled, FinishedAt = now.ToMicros() };
        await BatchRows.Save(session, ended);
        await BatchAnswer.Keep(session, ended);
        return (ended, null);
    }

    private async Task<BatchRow?> Take(Session session, BatchRow batch, BatchLease lease, BatchPortion portion, List<QueueEntry> queued) =>
        await BatchRows.Hold(session, batch, lease, BatchStatus.Processing) ? await Judge(session, batch, portion, queued) : null;

    private void Tell(List<QueueEntry> queued, DateTimeOffset now)
    {
        foreach (var queue in queued.Where(e => e.DueAt <= now).GroupBy(e => e.Route.Queue))
            handover.Queued(queue.Key, queue.Count());
    }

    private async Task<BatchRow> Judge(Session session, BatchRow batch, BatchPortion portion, List<QueueEntry> queued)
    {
        var admission = await Admission.Open(session, [.. portion.Entries.Select(e => e.Candidate)]);
        var refused = portion.Refused.ToList();
        foreach (var entry in portion.Entries)
            if (admission.Judge(entry.Candidate) is { } refusal)
                refused.Add(BatchRejection.Of(batch.Id, entry.Row, entry.Candidate.Message.Recipient, refusal));
            else
                // Never handed over: who sends to many waits in the queue with the rest of its lane, and single sends pass by.
                queued.Add(QueueEntry.Waiting(entry.Candidate));

        var after = After(batch, portion, refused.Count, queued);
        await session.Run(BatchRows.AddRejections, refused);
        await BatchRows.Save(session, after);
        if (after.State == BatchStatus.Queued)
            await BatchAnswer.Keep(session, after);
        await news.Tell(session, admission);
        QueueEntry.Write(session, queued);
        admission.Keep(session);
        return after;
    }

    private BatchRow After(BatchRow batch, BatchPortion portion, int refused, List<QueueEntry> queued)
    {
        var isLast = portion.Until >= batch.Total;
        return batch with
        {
            Status = (long)(isLast ? BatchStatus.Queued : BatchStatus.Processing),
            FinishedAt = isLast ? clock.GetUtcNow().ToMicros() : null,
            NextRow = portion.Until,
            Accepted = batch.Accepted + queued.Count,
            Rejected = batch.Rejected + refused,
            Cost = batch.Cost + queued.Sum(e => e.Message.Price),
        };
    }
}
