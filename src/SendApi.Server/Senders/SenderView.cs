using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>A registered sender as the API answers it.</summary>
public sealed record SenderView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "sender_id";

    [Description("What texts are sent with: a name or a number, or the name of a pool.")]
    public required string SenderId { get; init; }

    [AllowedValues("alphanumeric", "number", "pool")]
    public required string Kind { get; init; }

    [Description("Live messages leave with it once it is `approved`."), AllowedValues("pending", "approved", "rejected")]
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why it was rejected.")]
    public string? Reason { get; init; }

    [Description("Where it may be used; empty for everywhere.")]
    public required IReadOnlyList<string> Countries { get; init; }

    [Description("The numbers of a pool.")]
    public IReadOnlyList<string>? Numbers { get; init; }

    [Description("Whether texts that name no sender leave with it.")]
    public required bool IsDefault { get; init; }

    [Description("Whose it is; only for the operator.")]
    public string? AccountId { get; init; }

    public required DateTime CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? DecidedAt { get; init; }

    public static SenderView Of(SenderRow row) => new()
    {
        Id = row.Id,
        SenderId = row.Name,
        Kind = row.Kind,
        Status = row.Status,
        Reason = row.Reason,
        Countries = Words(row.Countries),
        Numbers = row.Numbers.Length == 0 ? null : Words(row.Numbers),
        IsDefault = row.IsDefault == 1,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        DecidedAt = Times.FromMicros(row.DecidedAt)?.UtcDateTime,
    };

    /// <summary>The same for the operator.</summary>
    public static SenderView Whose(SenderRow row) => Of(row) with { AccountId = row.AccountId };

    private static string[] Words(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
