using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A template as the API answers it.</summary>
public sealed record TemplateView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "whatsapp.template";

    [Description("The session whose business account it belongs to.")]
    public required string SessionId { get; init; }

    public required string Name { get; init; }
    public required string Language { get; init; }

    [Description("Meta's category; it may choose another one than you asked for.")]
    public required string Category { get; init; }

    [Description("How it stands at Meta. Only an approved one can be sent."), AllowedValues(TemplateState.Draft, TemplateState.Pending, TemplateState.Approved, TemplateState.Rejected, TemplateState.Paused, TemplateState.Disabled)]
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why Meta rejected it.")]
    public string? Reason { get; init; }

    [Description("Its parts, as Meta has them.")]
    public required JsonElement Components { get; init; }

    public required DateTime CreatedAt { get; init; }

    [Description("When a change at Meta was last seen.")]
    public required DateTime UpdatedAt { get; init; }

    public static TemplateView Of(TemplateRow row) => new()
    {
        Id = row.Id,
        SessionId = row.SessionId,
        Name = row.Name,
        Language = row.Language,
        Category = row.Category,
        Status = row.Status,
        Reason = row.Reason,
        Components = TemplateJson.Parse(row.Components),
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
    };
}
