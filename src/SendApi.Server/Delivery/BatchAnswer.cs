using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>The answer to a bulk send: what was taken in, and each row that was not.</summary>
public sealed record BulkView
{
    public required string BatchId { get; init; }
    public string Object { get; init; } = "batch";

    [Description("`queued` when every row was judged; `processing` when the server still takes rows in."), AllowedValues("processing", "queued", "canceling", "canceled")]
    public required string Status { get; init; }

    [Description("The rows of the request.")]
    public required long Total { get; init; }

    [Description("How many of them are messages now.")]
    public required long Accepted { get; init; }

    [Description("Each row that was not taken in, in their order.")]
    public required IReadOnlyList<RejectionView> Rejected { get; init; }

    [Description("What the accepted messages cost together, in US dollars.")]
    public required string EstimatedCostUsd { get; init; }

    public required DateTime QueuedAt { get; init; }

    public static BulkView Of(BatchRow batch, IReadOnlyList<BatchRejection> rejected) => new()
    {
        BatchId = batch.Id,
        Status = batch.State.Name(),
        Total = batch.Total,
        Accepted = batch.Accepted,
        Rejected = [.. rejected.Select(RejectionView.Of)],
        EstimatedCostUsd = Shown.Amount(batch.Cost),
        QueuedAt = Times.FromMicros(batch.CreatedAt).UtcDateTime,
    };
}

/// <summary>A row that was not taken in.</summary>
/// <param name="Index">Its place in <c>recipients</c>, from 0.</param>
/// <param name="To">The recipient as it was sent; cut short where it is no number.</param>
public sealed record RejectionView(long Index, string To, RowErrorView Error)
{
    public static RejectionView Of(BatchRejection row) => new(row.RowIndex, row.Recipient, new(row.Code, Errors.Find((int)row.Code)?.Type ?? "", row.Message));
}

/// <summary>Why a row was not taken in, with a number of the catalogue.</summary>
public sealed record RowErrorView(long Code, string Type, string Message);

/// <summary>Writes the answer to a bulk send from what stands in the store.</summary>
public static class BatchAnswer
{
    /// <summary>How the batch stands now, as its creation is answered.</summary>
    public static async Task<Answer> Of(Session session, BatchRow batch) =>
        Made(BulkView.Of(batch, await BatchRows.Rejections(session, batch.Id, -1, (0, int.MaxValue))));

    /// <summary>The answer when nothing can be read of the batch just now. It is durable and goes on.</summary>
    public static Answer Begun(BatchRow batch) => Made(BulkView.Of(batch, []));

    /// <summary>Gives the Idempotency-Key of a batch the answer to keep, in the transaction in which its last row was judged, or given up.</summary>
    public static async Task Keep(Session session, BatchRow batch)
    {
        if (batch.IdempotencyKey is { } key)
            await Idempotency.Complete(session, batch.KeyId, key, await Of(session, batch));
    }

    private static Answer Made(BulkView view) => Answer.Created($"/v1/batches/{view.BatchId}", view);
}
