using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>A webhook as the API answers it. The secret is there only in the answer that makes it.</summary>
public sealed record WebhookView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "webhook";

    [Description("What deliveries are signed with, this once.")]
    public string? Secret { get; init; }

    public required string Url { get; init; }

    [Description("Names of events, families such as sms.*, or * for all.")]
    public required IReadOnlyList<string> Events { get; init; }

    [Description("False when you switched it off, or the server did: nothing is queued for it.")]
    public required bool IsActive { get; init; }

    public required bool IsTest { get; init; }

    [Description("disabled: switched off by the server; inactive: by you."), AllowedValues("active", "failing", "paused", "disabled", "inactive")]
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when its endpoint has answered nothing well.")]
    public DateTime? FailingSince { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Until when it is left alone after failures in a row.")]
    public DateTime? PausedUntil { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why the last attempt failed.")]
    public string? LastError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When the server switched it off.")]
    public DateTime? DisabledAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? DisabledReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when so much waits for it that what happens is not queued any more.")]
    public DateTime? QueueFullSince { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Until when deliveries are signed with the secret before, too.")]
    public DateTime? PreviousSecretExpiresAt { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("How many deliveries wait for it; null when they are more than 10,000.")]
    public long? Waiting { get; init; }

    public static WebhookView Of(WebhookRow row, DateTimeOffset now) => new()
    {
        Id = row.Id,
        Url = row.Url,
        Events = row.Events.Split(' '),
        IsActive = row.IsActive == 1 && row.SwitchedOffAt is null,
        IsTest = row.IsTest == 1,
        Status = row.StateAt(now).Name(),
        FailingSince = Times.FromMicros(row.FailingSince)?.UtcDateTime,
        PausedUntil = row.PausedUntil > now.ToMicros() ? Times.FromMicros(row.PausedUntil)?.UtcDateTime : null,
        LastError = row.LastError,
        DisabledAt = Times.FromMicros(row.SwitchedOffAt)?.UtcDateTime,
        DisabledReason = row.SwitchedOffWhy,
        QueueFullSince = Times.FromMicros(row.FullSince)?.UtcDateTime,
        PreviousSecretExpiresAt = row.PreviousUntil > now.ToMicros() ? Times.FromMicros(row.PreviousUntil)?.UtcDateTime : null,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
        Waiting = row.Waiting > WebhookRows.CountedUpTo ? null : row.Waiting,
    };

    /// <summary>The answer that shows the secret, this once: what is stored of it for an Idempotency-Key is without.</summary>
    public static Answer Made(WebhookRow row, string secret, DateTimeOffset now)
    {
        var (view, location) = (Of(row, now), $"/v1/webhooks/{row.Id}");
        return Answer.Created(location, view with { Secret = secret }) with { Kept = Answer.Created(location, view) };
    }
}
