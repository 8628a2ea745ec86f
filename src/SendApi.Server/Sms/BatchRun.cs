using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>Takes the rows of a batch in, portion after portion. Between two of them everybody else has the store, so that no single send waits for a batch.</summary>
public sealed class BatchRun(Db db, BatchIntake intake, Draining draining, TextDesk texts, TimeProvider clock)
{
    /// <summary>The rows of one transaction.</summary>
    public const int RowsInOneGo = 250;

    /// <summary>Goes on with a batch until it is through, the time is over, the server stops or somebody else has it, but for one portion in any case. Gives the batch as it stands then.</summary>
    public async Task<BatchRow> Go(BatchRow batch, BulkOrder order, BatchLease lease, TimeSpan atMost, CancellationToken ct)
    {
        var (begun, rows) = (clock.GetTimestamp(), new BulkRows(order));
        var sender = await db.Read(s => SendingKey.Of(s, batch.AccountId, batch.KeyId), ct);
        while (true)
        {
            var portion = await Read(batch, rows, sender);
            if (await intake.Take(batch, lease, portion, ct) is not { } after)
                return batch;

            batch = after;
            if (batch.State != BatchStatus.Processing)
                return batch;
            if (draining.IsDraining || ct.IsCancellationRequested || clock.GetElapsedTime(begun) >= atMost)
            {
                await db.Write(s => BatchRows.Release(s, batch, lease, clock.GetUtcNow()), CancellationToken.None);
                return batch;
            }
        }
    }

    private async Task<BatchPortion> Read(BatchRow batch, BulkRows rows, SendingKey sender)
    {
        var (now, until) = (clock.GetUtcNow(), Math.Min(batch.Total, batch.NextRow + RowsInOneGo));
        var (entries, refused) = (new List<BatchEntry>(RowsInOneGo), new List<BatchRejection>());
        var prices = await texts.Quotes(sender, batch.IsTest == 1);
        for (var row = (int)batch.NextRow; row < until; row++)
            try
            {
                entries.Add(new(row, await texts.Prepare(rows.Message(row, batch, sender.Account, now), sender, prices)));
            }
            catch (Refusal refusal)
            {
                refused.Add(BatchRejection.Of(batch.Id, row, rows.To(row), refusal));
            }

        return new(until, entries, refused);
    }
}
