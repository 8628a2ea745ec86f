using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>A bulk send: how far it is and how its messages stand.</summary>
public sealed record Batch
{
    /// <summary>Its id, <c>batch_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How its messages go: <c>sms</c> or <c>whatsapp</c>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>How far it is: see <see cref="BatchStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The rows of the request.</summary>
    public long Total { get; init; }

    /// <summary>How many of them are messages now.</summary>
    public long Accepted { get; init; }

    /// <summary>How many were not taken in. What is left of <c>total</c> was not judged yet, or not any more.</summary>
    public long Rejected { get; init; }

    /// <summary>How the messages stand: how many in each status. Left out in lists.</summary>
    public BatchCounts? Counts { get; init; }

    /// <summary>What the accepted messages cost together, in US dollars.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal EstimatedCostUsd { get; init; }

    /// <summary>What was paid for those that a provider took. Left out in lists.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal? ActualCostUsd { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last row was judged, or the cancellation was through.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>How many messages of a batch stand where.</summary>
public sealed record BatchCounts
{
    /// <summary>Wait for their time.</summary>
    public long Scheduled { get; init; }

    /// <summary>Wait to leave.</summary>
    public long Queued { get; init; }

    /// <summary>Are just leaving.</summary>
    public long Sending { get; init; }

    /// <summary>Were taken by a provider.</summary>
    public long Sent { get; init; }

    /// <summary>May have left; nobody knows.</summary>
    public long Uncertain { get; init; }

    /// <summary>Reached the phone.</summary>
    public long Delivered { get; init; }

    /// <summary>Were opened; WhatsApp alone tells of that.</summary>
    public long Read { get; init; }

    /// <summary>Were taken and not delivered.</summary>
    public long Undelivered { get; init; }

    /// <summary>Never left.</summary>
    public long Failed { get; init; }

    /// <summary>Were taken back.</summary>
    public long Canceled { get; init; }
}

/// <summary>A row of a bulk send that was not taken in.</summary>
public sealed record BatchRejection
{
    /// <summary>Which row of the request, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What stood there as the recipient.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>Why it was refused.</summary>
    public RowError Error { get; init => field = value ?? new(); } = new();
}

/// <summary>Why a row was refused.</summary>
public sealed record RowError
{
    /// <summary>A number of the catalogue: see <see cref="SendApiErrors"/>.</summary>
    public int Code { get; init; }

    /// <summary>The number as a word.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>What is wrong, for a person.</summary>
    public string Message { get; init => field = value ?? ""; } = "";
}

/// <summary>How far a batch is.</summary>
public static class BatchStatus
{
    /// <summary>Rows are still taken in.</summary>
    public const string Processing = "processing";

    /// <summary>Every row was judged.</summary>
    public const string Queued = "queued";

    /// <summary>What has not left is being taken back.</summary>
    public const string Canceling = "canceling";

    /// <summary>What had not left was taken back.</summary>
    public const string Canceled = "canceled";
}
