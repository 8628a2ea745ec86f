using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>What an event tells. Match on the type: <c>event.Data is SmsDeliveredData delivered</c>.</summary>
public abstract record EventData
{
    private protected EventData()
    {
    }
}

/// <summary>What all events of a sent text tell of it. Never the text itself.</summary>
public abstract record SmsEventData : EventData
{
    /// <summary>The id of the text, as the send answered it.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>What the recipient sees as the sender; null for the carrier's default.</summary>
    public string? SenderId { get; init; }

    /// <summary>The provider that took or refused it.</summary>
    public string? Provider { get; init; }

    /// <summary>Your own notes, as they were sent.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>The data of <c>sms.sent</c>.</summary>
public sealed record SmsSentData : SmsEventData
{
    /// <summary>In how many parts it travels and is paid.</summary>
    public int Segments { get; init; }

    /// <summary>What all segments cost together, in US dollars.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal CostUsd { get; init; }

    /// <summary>When the provider took it.</summary>
    public DateTimeOffset SentAt { get; init; }
}

/// <summary>The data of <c>sms.delivered</c>.</summary>
public sealed record SmsDeliveredData : SmsEventData
{
    /// <summary>When the carrier's report came.</summary>
    public DateTimeOffset DeliveredAt { get; init; }
}

/// <summary>The data of <c>sms.failed</c>.</summary>
public sealed record SmsFailedData : SmsEventData
{
    /// <summary>undelivered where the carrier took it first.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>A number of the error catalogue.</summary>
    public int ErrorCode { get; init; }

    /// <summary>What happened, for a person.</summary>
    public string ErrorMessage { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset FailedAt { get; init; }
}

/// <summary>The data of <c>sms.uncertain</c>.</summary>
public sealed record SmsUncertainData : SmsEventData
{
    /// <summary>A number of the error catalogue.</summary>
    public int ErrorCode { get; init; }

    /// <summary>What happened, for a person.</summary>
    public string ErrorMessage { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset UncertainAt { get; init; }
}

/// <summary>The data of <c>sms.received</c>.</summary>
public sealed record SmsReceivedData : EventData
{
    /// <summary>The id of the inbound text.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Who wrote it.</summary>
    public string From { get; init => field = value ?? ""; } = "";

    /// <summary>Your number or short code that it was sent to.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>The text.</summary>
    public string Content { get; init => field = value ?? ""; } = "";

    /// <summary>In how many parts it travels.</summary>
    public int Parts { get; init; }

    /// <summary>False where some of its parts never came.</summary>
    public bool IsComplete { get; init; }

    /// <summary>stop, start or help where the whole text is such a word; else null.</summary>
    public string? Keyword { get; init; }

    /// <summary>The id of the text that answered a keyword, or null.</summary>
    public string? ReplyId { get; init; }

    /// <summary>The provider that brought it.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>When it came; of a long text, when its first part did.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Without people and words, so that they get into no log.</summary>
    public override string ToString() => $"SmsReceivedData {{ Id = {Id} }}";
}
