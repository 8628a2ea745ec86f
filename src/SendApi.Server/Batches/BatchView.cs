using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>A batch as the API answers it.</summary>
public sealed record BatchView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "batch";

    [Description("How its messages go."), AllowedValues(Channels.Sms, Channels.WhatsApp)]
    public required string Channel { get; init; }

    [Description("`processing` while rows are taken in, `queued` when all were judged, `canceling` while what has not left is taken back, then `canceled`."), AllowedValues("processing", "queued", "canceling", "canceled")]
    public required string Status { get; init; }

    [Description("The rows of the request.")]
    public required long Total { get; init; }

    [Description("How many of them are messages now.")]
    public required long Accepted { get; init; }

    [Description("How many were not taken in. What is left of `total` was not judged yet, or not any more.")]
    public required long Rejected { get; init; }

    [Description("How the messages stand: how many in each status. Left out in lists.")]
    public BatchCountsView? Counts { get; init; }

    [Description("What the accepted messages cost together, in US dollars.")]
    public required string EstimatedCostUsd { get; init; }

    [Description("What was paid for those that a provider took. Left out in lists.")]
    public string? ActualCostUsd { get; init; }

    public required DateTime CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When the last row was judged, or the cancellation was through.")]
    public DateTime? FinishedAt { get; init; }

    public static BatchView Of(BatchRow batch) => new()
    {
        Id = batch.Id,
        Channel = batch.Channel,
        Status = batch.State.Name(),
        Total = batch.Total,
        Accepted = batch.Accepted,
        Rejected = batch.Rejected,
        EstimatedCostUsd = Shown.Amount(batch.Cost),
        CreatedAt = Times.FromMicros(batch.CreatedAt).UtcDateTime,
        FinishedAt = Times.FromMicros(batch.FinishedAt)?.UtcDateTime,
    };

    public BatchView With(BatchCounts counts) => this with { Counts = BatchCountsView.Of(counts.Messages), ActualCostUsd = Shown.Amount(counts.Cost) };
}

/// <summary>How many messages of a batch stand in each status.</summary>
public sealed record BatchCountsView
{
    public long Scheduled { get; init; }
    public long Queued { get; init; }
    public long Sending { get; init; }
    public long Sent { get; init; }
    public long Uncertain { get; init; }
    public long Delivered { get; init; }

    [Description("Opened by the person; WhatsApp alone tells of that.")]
    public long Read { get; init; }
    public long Undelivered { get; init; }
    public long Failed { get; init; }
    public long Canceled { get; init; }

    public static BatchCountsView Of(IReadOnlyDictionary<MessageStatus, long> counts) => new()
    {
        Scheduled = counts.GetValueOrDefault(MessageStatus.Scheduled),
        Queued = counts.GetValueOrDefault(MessageStatus.Queued),
        Sending = counts.GetValueOrDefault(MessageStatus.Sending),
        Sent = counts.GetValueOrDefault(MessageStatus.Sent),
        Uncertain = counts.GetValueOrDefault(MessageStatus.Uncertain),
        Delivered = counts.GetValueOrDefault(MessageStatus.Delivered),
        Read = counts.GetValueOrDefault(MessageStatus.Read),
        Undelivered = counts.GetValueOrDefault(MessageStatus.Undelivered),
        Failed = counts.GetValueOrDefault(MessageStatus.Failed),
        Canceled = counts.GetValueOrDefault(MessageStatus.Canceled),
    };
}
