using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>A delivery as the API answers it. Neither secrets nor signatures are in it.</summary>
public sealed record DeliveryView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "webhook.delivery";

    [Description("The webhook, or `callback` for the callback of a single message.")]
    public required string WebhookId { get; init; }

    [Description("The same in each delivery of one event.")]
    public required string EventId { get; init; }

    public required string Event { get; init; }

    [Description("What the event is about, such as a message's id.")]
    public required string Subject { get; init; }

    [Description("canceled: not tried any more."), AllowedValues("pending", "delivered", "failed", "canceled")]
    public required string Status { get; init; }

    [Description("How many attempts were made.")]
    public required long Attempts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The HTTP status of the last answer; null when there was none.")]
    public int? LastStatus { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why there was no answer to the last attempt, or why none is made.")]
    public string? LastError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When it is tried next, or later: after what happened before to the same subject.")]
    public DateTime? NextAttemptAt { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    [Description("What is sent; only where one delivery is asked for.")]
    public DeliveryRequestView? Request { get; init; }

    [Description("Each attempt, the first one first; only where one delivery is asked for.")]
    public IReadOnlyList<DeliveryAttemptView>? Log { get; init; }

    public static DeliveryView Of(DeliveryRow row)
    {
        var last = row.Lines.LastOrDefault();
        return new()
        {
            Id = row.Id,
            WebhookId = row.ShownWebhook,
            EventId = row.EventId,
            Event = row.Type,
            Subject = row.Subject,
            Status = row.ShownStatus.Name(),
            Attempts = row.Attempts,
            LastStatus = last?.Status,
            LastError = last?.Error,
            NextAttemptAt = Times.FromMicros(row.NextAttemptAt)?.UtcDateTime,
            CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
            UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
        };
    }

    /// <summary>With all that is known of it.</summary>
    public static DeliveryView Whole(DeliveryRow row, string? url, byte[]? body) => Of(row) with
    {
        Request = new DeliveryRequestView { Url = url, Body = body is null ? null : JsonElement.Parse(body) },
        Log = row.Lines.ConvertAll(line => new DeliveryAttemptView(line.At)
        {
            Url = line.Url,
            Status = line.Status,
            DurationMs = line.DurationMs,
            Response = line.Response,
            Error = line.Error,
        }),
    };
}

/// <summary>What a delivery sends.</summary>
public sealed record DeliveryRequestView
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Where it went last, or would go; null when nobody was called and the webhook is deleted.")]
    public required string? Url { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The body; null when the event is kept no longer.")]
    public required JsonElement? Body { get; init; }
}

/// <summary>One attempt, or why none was made.</summary>
public sealed record DeliveryAttemptView(DateTime At)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What was called; null when nobody was.")]
    public string? Url { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The HTTP status that was answered.")]
    public int? Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? DurationMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The beginning of what was answered.")]
    public string? Response { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why nothing was answered, or why nobody was called.")]
    public string? Error { get; init; }
}

/// <summary>What a replay of a span queued.</summary>
public sealed record ReplayView(
    [property: Description("How many deliveries were queued.")] int Queued,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Where the next replay begins, when more happened than one of them looks through; null when that was all.")] DateTime? NextFrom);

/// <summary>The source-generated JSON types of the webhooks slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(CallbackSecretView))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(StreamOpened))]
[JsonSerializable(typeof(CreateWebhook.Request), TypeInfoPropertyName = "CreateWebhookRequest")]
[JsonSerializable(typeof(UpdateWebhook.Request), TypeInfoPropertyName = "UpdateWebhookRequest")]
[JsonSerializable(typeof(TestWebhook.Request), TypeInfoPropertyName = "TestWebhookRequest")]
[JsonSerializable(typeof(ReplayWebhook.Request), TypeInfoPropertyName = "ReplayWebhookRequest")]
internal sealed partial class WebhooksJson : JsonSerializerContext;
