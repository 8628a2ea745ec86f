using System.ComponentModel;
using System.Text.Json.Serialization;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>What callbacks of single messages are signed with, as the API answers it. The secret is there only in the answer that makes it.</summary>
public sealed record CallbackSecretView
{
    public string Object { get; init; } = "webhook.callback_secret";

    [Description("What callbacks are signed with, this once.")]
    public string? Secret { get; init; }

    public required bool IsTest { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When it was made; null while none was asked for.")]
    public DateTime? CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Until when callbacks are signed with the secret before, too.")]
    public DateTime? PreviousSecretExpiresAt { get; init; }

    public static CallbackSecretView Of(CallbackSecretRow? row, Caller caller, DateTimeOffset now) => new()
    {
        IsTest = caller.IsTest,
        CreatedAt = row is null ? null : Times.FromMicros(row.UpdatedAt).UtcDateTime,
        PreviousSecretExpiresAt = row?.PreviousUntil > now.ToMicros() ? Times.FromMicros(row.PreviousUntil)?.UtcDateTime : null,
    };
}
