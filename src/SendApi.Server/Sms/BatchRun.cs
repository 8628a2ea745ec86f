using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>Takes the rows of a batch in, portion after portion. Between two of them everybody else has the store, so that no single send waits for a batch.</summary>
public sealed class BatchRun(Db db, BatchIntake intake, Draining draining, BulkTools tools)
{
    /// <summary>The rows of one transaction.</summary>
    public const int RowsInOneGo = 250;

    /// <summary>Goes on with a batch until it is through, the time is over, the server stops or somebody else has it, but for one portion in any case. Gives the batch as it stands then.</summary>
    public async Task<BatchRow> Go(BatchRow batch, BulkOrder order, BatchLease lease, TimeSpan atMost, CancellationToken ct)
    {
        var (begun, rows) = (tools.Clock.GetTimestamp(), new BulkRows(order));
        var sender = await db.Read(s => SendingKey.Of(s, batch.AccountId, batch.KeyId), ct);
        while (true)
        {
            var portion = await Read(batch, rows, sender);
            if (await intake.Take(batch, lease, portion, ct) is not { } after)
                return batch;

            batch = after;
            if (batch.State != BatchStatus.Processing)
                return batch;
            if (draining.IsDraining || ct.IsCancellationRequested || tools.Clock.GetElapsedTime(begun) >= atMost)
            {
                await db.Write(s => BatchRows.Release(s, batch, lease, tools.Clock.GetUtcNow()), CancellationToken.None);
                return batch;
            }
        }
    }

    private async Task<BatchPortion> Read(BatchRow batch, BulkRows rows, SendingKey sender)
    {
        var (now, until) = (tools.Clock.GetUtcNow(), Math.Min(batch.Total, batch.NextRow + RowsInOneGo));
        var (entries, refused) = (new List<BatchEntry>(RowsInOneGo), new List<BatchRejection>());
        var prices = await tools.Prices.Quotes(sender.Account, batch.IsTest == 1);
        for (var row = (int)batch.NextRow; row < until; row++)
            try
            {
                entries.Add(new(row, await Candidate(rows.Message(row, batch, sender.Account, now), sender, prices)));
            }
            catch (Refusal refusal)
            {
                refused.Add(BatchRejection.Of(batch.Id, row, rows.To(row), refusal));
            }

        return new(until, entries, refused);
    }

    private async ValueTask<Candidate> Candidate(MessageRow message, SendingKey sender, Quotation prices)
    {
        if (sender.Refuse(message.IsTest == 1, tools.Clock.GetUtcNow()) is { } refusal)
            throw refusal;

        message = await tools.Senders.Sign(message);
        var route = await tools.Routing.Choose(message);
        var price = prices.Of(PhoneNumber.Trusted(message.Recipient), message.Segments);
        return new(message with { Price = price }, sender.Account, sender.Limits) { Route = route, NotBefore = await tools.Paces.Reserve(message) };
    }
}

/// <summary>What taking rows in needs beside the store.</summary>
public sealed record BulkTools(Routing Routing, Prices Prices, SenderDesk Senders, SenderPaces Paces, TimeProvider Clock);
