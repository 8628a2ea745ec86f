using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>One text to many recipients.</summary>
public sealed record SendBulkRequest : SmsText
{
    /// <summary>1 to 10,000 rows. Each is judged on its own; a recipient that stands there twice counts once.</summary>
    public required IReadOnlyList<BulkRecipient> Recipients { get; init; }
}

/// <summary>One row of a bulk send. A number alone converts to one.</summary>
public sealed record BulkRecipient
{
    /// <summary>The recipient: a plus sign, the country code and the number.</summary>
    public required string To { get; init; }

    /// <summary>What stands in the text for each <c>{{name}}</c>.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>A row with a number alone.</summary>
    public static implicit operator BulkRecipient(string to) => new() { To = to };
}

/// <summary>What became of a bulk send when it was answered.</summary>
public sealed record BulkResult
{
    /// <summary>The batch, for <see cref="BatchesClient"/>.</summary>
    public string BatchId { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How far it is: see <see cref="BatchStatus"/>. While it is processing, rows are still taken in.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The rows of the request.</summary>
    public long Total { get; init; }

    /// <summary>How many of them are messages now.</summary>
    public long Accepted { get; init; }

    /// <summary>Each row that was not taken in, in their order.</summary>
    public IReadOnlyList<BatchRejection> Rejected { get; init => field = value ?? []; } = [];

    /// <summary>What the accepted messages cost together, in US dollars.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal EstimatedCostUsd { get; init; }

    /// <summary>When it was taken in.</summary>
    public DateTimeOffset QueuedAt { get; init; }
}
