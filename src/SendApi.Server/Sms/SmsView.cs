using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>An SMS as the API answers it.</summary>
public sealed record SmsView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "sms.message";

    [Description("Where it stands; it only moves forward."), AllowedValues("scheduled", "queued", "sending", "sent", "uncertain", "delivered", "undelivered", "failed", "canceled")]
    public required string Status { get; init; }

    [Description("The recipient; redacted after it was taken out for its age, or because the person asked for it.")]
    public required string To { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What the recipient sees as the sender; null for the carrier's default.")]
    public string? SenderId { get; init; }

    [Description("The verification whose code it brings. Its content shows the code blotted out.")]
    public string? VerificationId { get; init; }

    [Description("The text; left out where it was just accepted, and after its words were taken out for their age.")]
    public string? Content { get; init; }

    [AllowedValues("GSM-7", "UCS-2")]
    public required string Encoding { get; init; }

    [Description("In how many parts it travels and is paid.")]
    public required long Segments { get; init; }

    [Description("What it is for; where several wait, one-time codes leave before transactional texts, and those before bulk."), AllowedValues("otp", "transactional", "bulk")]
    public required string TrafficClass { get; init; }

    public required MoneyView Price { get; init; }

    [Description("The batch that it was sent with.")]
    public string? BatchId { get; init; }

    public required DateTime CreatedAt { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public DateTime? SendAt { get; init; }

    [Description("When it will leave, about, where it has to wait: because others wait before it, or because its sender may only send so fast. Only in the answer to a send.")]
    public DateTime? EstimatedSendAt { get; init; }

    [Description("Until when the network may try.")]
    public DateTime? ValidUntil { get; init; }

    public string? CallbackUrl { get; init; }

    [Description("Your own notes, as they were sent.")]
    public JsonElement? Metadata { get; init; }

    [Description("What smart encoding replaced, where it was asked for.")]
    public IReadOnlyList<ReplacementView>? Replaced { get; init; }

    [Description("The provider that took or refused it.")]
    public string? Provider { get; init; }

    [Description("Why it did not arrive.")]
    public MessageErrorView? Error { get; init; }

    [Description("The timeline; only where one message is asked for.")]
    public IReadOnlyList<EventView>? Events { get; init; }

    /// <summary>The answer to a send: what was accepted.</summary>
    public static SmsView Accepted(MessageRow row, IReadOnlyList<ReplacementView>? replaced = null) => new()
    {
        Id = row.Id,
        Status = row.ShownStatus.Name(),
        To = row.Recipient,
        SenderId = row.Sender,
        Encoding = (SmsEncoding)row.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2",
        Segments = row.Segments,
        TrafficClass = ((TrafficClass)row.TrafficClass).Name(),
        Price = MoneyView.Of(row.Price),
        BatchId = row.BatchId,
        VerificationId = row.VerificationId,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        SendAt = Times.FromMicros(row.SendAt)?.UtcDateTime,
        CallbackUrl = row.CallbackUrl,
        Metadata = row.Metadata is null ? null : ApiJson.Read<JsonElement>(row.Metadata),
        Replaced = replaced,
    };

    /// <summary>The message as it stands.</summary>
    public static SmsView Of(MessageRow row) => Accepted(row) with
    {
        Content = row.Content.Length > 0 ? row.Content : null,
        UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
        ValidUntil = Times.FromMicros(row.ValidUntil).UtcDateTime,
        Provider = row.Provider,
        Error = MessageErrorView.Of(row),
    };
}

/// <summary>A character that smart encoding replaced, as code point, and how often.</summary>
public sealed record ReplacementView(string Character, string CodePoint, string Replacement, int Count);

/// <summary>One line of a message's timeline.</summary>
public sealed record EventView(string Type, DateTime At)
{
    public long? Attempt { get; init; }
    public string? Provider { get; init; }
    public string? Outcome { get; init; }
    public IReadOnlyList<string>? ProviderIds { get; init; }
    public string? ProviderId { get; init; }
    public string? ProviderCode { get; init; }
    public string? Reason { get; init; }

    [Description("Why it went by this provider, where that was not simply the first choice.")]
    public string? Route { get; init; }

    [Description("The provider that is asked next, where that is another one.")]
    public string? NextProvider { get; init; }

    public string? State { get; init; }
    public DateTime? DoneAt { get; init; }
    public DateTime? NextAttemptAt { get; init; }

    [Description("The webhook that was told, or callback for the message's own callback_url.")]
    public string? WebhookId { get; init; }

    public string? DeliveryId { get; init; }
    public string? Event { get; init; }

    [Description("What a webhook answered.")]
    public int? HttpStatus { get; init; }

    [Description("Why a webhook did not answer, or was not called.")]
    public string? Error { get; init; }

    [Description("What was said to the provider and by it, as it travelled: of an attempt and of a receipt, as long as it is kept.")]
    public IReadOnlyList<ExchangeView>? Exchanges { get; init; }

    // The facts are stored under the names they are answered with.
    public static EventView Of(EventRow row) =>
        ApiJson.Read<EventView>(row.Data) with { Type = row.Type, At = Times.FromMicros(row.At).UtcDateTime, Exchanges = ExchangeView.Of(row) };

    /// <summary>A line for each attempt to tell of the message.</summary>
    public static IEnumerable<EventView> Of(DeliveryRow row) => row.Lines.Select((line, i) => new EventView("webhook", line.At)
    {
        Attempt = line.Url is null ? null : i + 1,
        Outcome = line.Url is null ? "canceled" : line.Status is >= 200 and < 300 ? "delivered" : "failed",
        WebhookId = row.ShownWebhook,
        DeliveryId = row.Id,
        Event = row.Type,
        HttpStatus = line.Status,
        Error = line.Error,
    });
}

/// <summary>The source-generated JSON types of the SMS slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmsView))]
[JsonSerializable(typeof(PricingView))]
[JsonSerializable(typeof(SendSms.Request), TypeInfoPropertyName = "SendSmsRequest")]
[JsonSerializable(typeof(ExplainSms.Request), TypeInfoPropertyName = "ExplainSmsRequest")]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(SendBulk.Request), TypeInfoPropertyName = "SendBulkRequest")]
[JsonSerializable(typeof(RescheduleSms.Request), TypeInfoPropertyName = "RescheduleSmsRequest")]
[JsonSerializable(typeof(BulkOrder))]
[JsonSerializable(typeof(BulkRow))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class SmsJson : JsonSerializerContext;
