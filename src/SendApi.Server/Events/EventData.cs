using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Server.Http;

namespace SendApi.Server.Events;

/// <summary>What all events of a text tell of it. Never the text itself.</summary>
public abstract record SmsData
{
    /// <summary>What all have comes before what one has.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First), Description("The id of the text, as the send answered it.")]
    public required string Id { get; init; }

    [JsonPropertyOrder(First), Description("The recipient.")]
    public required string To { get; init; }

    [JsonPropertyOrder(First), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What the recipient sees as the sender; null for the carrier's default.")]
    public string? SenderId { get; init; }

    [JsonPropertyOrder(First), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The provider that took or refused it.")]
    public string? Provider { get; init; }

    [JsonPropertyOrder(First), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Your own notes, as they were sent.")]
    public JsonElement? Metadata { get; init; }
}

/// <summary>The data of <c>sms.sent</c>.</summary>
public sealed record SmsSentData : SmsData
{
    [Description("In how many parts it travels and is paid.")]
    public required long Segments { get; init; }

    [Description("What all segments cost together, in US dollars.")]
    public required string CostUsd { get; init; }

    [Description("When the provider took it.")]
    public required DateTime SentAt { get; init; }
}

/// <summary>The data of <c>sms.delivered</c>.</summary>
public sealed record SmsDeliveredData : SmsData
{
    [Description("When the carrier's report came.")]
    public required DateTime DeliveredAt { get; init; }
}

/// <summary>The data of <c>sms.failed</c>.</summary>
public sealed record SmsFailedData : SmsData
{
    [AllowedValues("failed", "undelivered"), Description("undelivered where the carrier took it first.")]
    public required string Status { get; init; }

    [Description("A number of the error catalogue.")]
    public required long ErrorCode { get; init; }

    [Description("What happened, for a person.")]
    public required string ErrorMessage { get; init; }
    [Description("When that became known.")]
    public required DateTime FailedAt { get; init; }
}

/// <summary>The data of <c>sms.uncertain</c>.</summary>
public sealed record SmsUncertainData : SmsData
{
    [Description("A number of the error catalogue.")]
    public required long ErrorCode { get; init; }

    [Description("What happened, for a person.")]
    public required string ErrorMessage { get; init; }
    [Description("When that became known.")]
    public required DateTime UncertainAt { get; init; }
}

/// <summary>The data of <c>sms.received</c>.</summary>
public sealed record SmsReceivedData
{
    [Description("The id of the inbound text.")]
    public required string Id { get; init; }

    [Description("Who wrote it.")]
    public required string From { get; init; }

    [Description("Your number or short code that it was sent to.")]
    public required string To { get; init; }

    [Description("The text.")]
    public required string Content { get; init; }

    [Description("In how many parts it travels.")]
    public required long Parts { get; init; }

    [Description("False where some of its parts never came.")]
    public required bool IsComplete { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("stop, start or help where the whole text is such a word; else null.")]
    public string? Keyword { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The id of the text that answered a keyword, or null.")]
    public string? ReplyId { get; init; }

    [Description("The provider that brought it.")]
    public required string Provider { get; init; }

    [Description("When it came; of a long text, when its first part did.")]
    public required DateTime ReceivedAt { get; init; }
}

/// <summary>The data of <c>account.quota_warning</c>.</summary>
public sealed record QuotaWarningData
{
    [AllowedValues("sms", "otp", "whatsapp"), Description("Which quota: texts, one-time codes, or WhatsApp messages.")]
    public required string Kind { get; init; }

    [AllowedValues(80L, 100L), Description("How much of the quota is used, of a hundred.")]
    public required long Percentage { get; init; }

    [Description("How many are used in this billing period.")]
    public required long Used { get; init; }
    [Description("How many the plan allows.")]
    public required long Quota { get; init; }
    [Description("When the billing period ends and the quota begins anew.")]
    public required DateTime ResetsAt { get; init; }
    [Description("When the mark was passed.")]
    public required DateTime WarnedAt { get; init; }
}

/// <summary>The data of <c>account.balance_low</c>.</summary>
public sealed record BalanceLowData
{
    [Description("The credit that is left.")]
    public required MoneyView Balance { get; init; }

    [Description("The mark that the credit fell below.")]
    public required MoneyView Threshold { get; init; }

    [Description("When it fell below.")]
    public required DateTime LowAt { get; init; }
}

/// <summary>The data of <c>account.webhook_disabled</c>.</summary>
public sealed record WebhookDisabledData
{
    [Description("The webhook's id.")]
    public required string WebhookId { get; init; }
    [Description("Where it posted to.")]
    public required string Url { get; init; }
    [Description("Why, for a person.")]
    public required string Reason { get; init; }
    [Description("When it was switched off.")]
    public required DateTime DisabledAt { get; init; }
}

/// <summary>The source-generated JSON types of events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmsSentData))]
[JsonSerializable(typeof(SmsDeliveredData))]
[JsonSerializable(typeof(SmsFailedData))]
[JsonSerializable(typeof(SmsUncertainData))]
[JsonSerializable(typeof(SmsReceivedData))]
[JsonSerializable(typeof(VerifySentData))]
[JsonSerializable(typeof(VerifyCompletedData))]
[JsonSerializable(typeof(VerifyExpiredData))]
[JsonSerializable(typeof(VerifyFailedData))]
[JsonSerializable(typeof(MessageSentData))]
[JsonSerializable(typeof(MessageDeliveredData))]
[JsonSerializable(typeof(MessageReadData))]
[JsonSerializable(typeof(MessageFailedData))]
[JsonSerializable(typeof(MessageUncertainData))]
[JsonSerializable(typeof(MessageReceivedData))]
[JsonSerializable(typeof(SessionConnectedData))]
[JsonSerializable(typeof(SessionDisconnectedData))]
[JsonSerializable(typeof(SessionQrData))]
[JsonSerializable(typeof(SessionBannedData))]
[JsonSerializable(typeof(TemplateApprovedData))]
[JsonSerializable(typeof(TemplateRejectedData))]
[JsonSerializable(typeof(QuotaWarningData))]
[JsonSerializable(typeof(BalanceLowData))]
[JsonSerializable(typeof(WebhookDisabledData))]
[JsonSerializable(typeof(AttemptLine))]
[JsonSerializable(typeof(List<AttemptLine>))]
internal sealed partial class EventsJson : JsonSerializerContext;
