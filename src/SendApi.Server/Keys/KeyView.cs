using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>A key as the API answers it. The full text is there only in the answer that makes it.</summary>
public sealed record KeyView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "api_key";
    public string? Key { get; init; }
    public required string Name { get; init; }
    public required string Prefix { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required bool IsTest { get; init; }
    public required string State { get; init; }
    public required DateTime CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? ExpiresAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? LastUsedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? RevokedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ReplacedBy { get; init; }

    public required IReadOnlyList<string> Networks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SpendLimit { get; init; }

    public string Currency { get; init; } = "USD";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? RecipientLimit { get; init; }

    public static KeyView Of(KeyRow row, DateTimeOffset now) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Prefix = row.Prefix,
        Scopes = row.Scopes.Split(' '),
        IsTest = row.IsTest == 1,
        State = row.StateAt(now).Name(),
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        ExpiresAt = Times.FromMicros(row.ExpiresAt)?.UtcDateTime,
        LastUsedAt = Times.FromMicros(row.LastUsedAt)?.UtcDateTime,
        RevokedAt = Times.FromMicros(row.RevokedAt)?.UtcDateTime,
        ReplacedBy = row.ReplacedBy,
        Networks = row.NetworkList,
        SpendLimit = row.SpendLimit is { } limit ? Shown.Amount(limit) : null,
        RecipientLimit = row.RecipientLimit,
    };

    /// <summary>The answer that shows the key's text, this once: what is stored of it for an Idempotency-Key is without.</summary>
    public static Answer Made(KeyRow row, string secret, DateTimeOffset now)
    {
        var (view, location) = (Of(row, now), $"/v1/api-keys/{row.Id}");
        return Answer.Created(location, view with { Key = secret }) with { Kept = Answer.Created(location, view) };
    }
}

/// <summary>The source-generated JSON types of the keys slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(CreateKey.Request), TypeInfoPropertyName = "CreateKeyRequest")]
[JsonSerializable(typeof(RotateKey.Request), TypeInfoPropertyName = "RotateKeyRequest")]
internal sealed partial class KeysJson : JsonSerializerContext;
