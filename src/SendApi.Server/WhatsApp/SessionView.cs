using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A WhatsApp session as the API answers it.</summary>
public sealed record SessionView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "whatsapp.session";

    [Description("The same session as a small whole number, for clients that send only those.")]
    public required long NumberId { get; init; }

    [Description("The name that you gave it.")]
    public required string Name { get; init; }

    [Description("`linked`: a phone that was linked by its code. `cloud`: a number of Meta's Cloud API."), AllowedValues(SessionRows.Linked, SessionRows.Cloud)]
    public required string Kind { get; init; }

    [Description("How it stands, as it was last proven."), AllowedValues("pending", "connecting", "connected", "degraded", "disconnected", "logged_out", "banned")]
    public required string Status { get; init; }

    [Description("The code to scan as a picture, a `data:` address of a PNG; only where a code is asked for.")]
    public string? QrCode { get; init; }

    [Description("Until when that code can be scanned.")]
    public DateTime? QrExpiresAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The number of the phone that was paired, or that Meta has.")]
    public string? PhoneNumber { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When it was last proven to be connected.")]
    public DateTime? LastSeenAt { get; init; }

    [Description("Until when its number pauses by itself, because something looked as if WhatsApp were about to ban it; left out where it does not.")]
    public DateTime? PausedUntil { get; init; }

    [Description("Why it pauses, for a person.")]
    public string? PausedReason { get; init; }

    [Description("How many messages have left through it.")]
    public required long MessageCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Where the events of this session and of its messages are posted to, beside your webhooks.")]
    public string? WebhookUrl { get; init; }

    [Description("What its texts fall back to where a send says nothing of it.")]
    public FallbackView? Fallback { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static SessionView Of(SessionRow row, DateTimeOffset now) => new()
    {
        Id = row.Id,
        NumberId = row.NumberId,
        Name = row.Name,
        Kind = row.Kind,
        Status = row.StateAt(now).Name(),
        PhoneNumber = row.PhoneNumber,
        LastSeenAt = Times.FromMicros(row.LastSeenAt)?.UtcDateTime,
        PausedUntil = row.Rest.Until is { } until && until > now ? until.UtcDateTime : null,
        PausedReason = row.Rest.Until > now ? row.Rest.Why : null,
        MessageCount = row.MessageCount,
        WebhookUrl = row.WebhookUrl,
        Fallback = row.FallbackAfter is { } after ? new(Channels.Sms, after) : null,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
    };

    public SessionView WithCode(PairingCode? code) => this with { QrCode = code?.Picture, QrExpiresAt = code?.ExpiresAt.UtcDateTime };
}
