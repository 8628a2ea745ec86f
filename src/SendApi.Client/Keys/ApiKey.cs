using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A key of the account.</summary>
public sealed record ApiKey
{
    /// <summary>Its id, <c>key_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Its whole text, in the answer that made it and never again. Null where the answer is a repeated one: then rotate the key.</summary>
    public string? Key { get; init; }

    /// <summary>What it is for.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its first characters, to recognize it by.</summary>
    public string Prefix { get; init => field = value ?? ""; } = "";

    /// <summary>What it may do: see <see cref="KeyScopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init => field = value ?? []; } = [];

    /// <summary>Whether it is a test key.</summary>
    public bool IsTest { get; init; }

    /// <summary>Whether it works: see <see cref="KeyState"/>.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, about.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key that it was rotated to.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Where it may be used from; empty for everywhere.</summary>
    public IReadOnlyList<string> Networks { get; init => field = value ?? []; } = [];

    /// <summary>What its messages may cost within a billing period, in US dollars; null is unlimited.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal? SpendLimit { get; init; }

    /// <summary>The currency of its limit.</summary>
    public string Currency { get; init => field = value ?? ""; } = "";

    /// <summary>How many messages it may send on a day (UTC); null is unlimited.</summary>
    public long? RecipientLimit { get; init; }

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"ApiKey {{ Id = {Id}, Name = {Name}, Prefix = {Prefix} }}";
}

/// <summary>A new key.</summary>
public sealed record CreateKeyRequest
{
    /// <summary>What the key is for, to recognize it by.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: see <see cref="KeyScopes"/>. Write implies read, admin implies all.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>A test key costs nothing and reaches nobody. Without it the key is of the same world as yours. A test key cannot make a live one.</summary>
    public bool? IsTest { get; init; }

    /// <summary>When it stops working. Without it, when it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Addresses or networks that it may be used from, such as <c>203.0.113.7</c>, <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>. The address that counts is the one that connects to the server.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>What its messages may cost within a billing period, in US dollars with at most six places. Then <see cref="SendApiErrors.QuotaExceeded"/>.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal? SpendLimit { get; init; }

    /// <summary>How many messages it may send on a day (UTC). Then <see cref="SendApiErrors.QuotaExceeded"/>.</summary>
    public long? RecipientLimit { get; init; }
}

/// <summary>How a key changes over to its successor.</summary>
public sealed record RotateKeyRequest
{
    /// <summary>How long the old key still works, in whole seconds; a day without it. It never lives longer than it was to.</summary>
    [JsonPropertyName("overlap_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Overlap { get; init; }
}

/// <summary>Whether a key works.</summary>
public static class KeyState
{
    /// <summary>It works.</summary>
    public const string Active = "active";

    /// <summary>Its time is over.</summary>
    public const string Expired = "expired";

    /// <summary>It was revoked.</summary>
    public const string Revoked = "revoked";
}

/// <summary>What a key may do.</summary>
public static class KeyScopes
{
    /// <summary>See texts, batches and senders.</summary>
    public const string SmsRead = "sms:read";

    /// <summary>See and change texts, batches and senders.</summary>
    public const string SmsWrite = "sms:write";

    /// <summary>See WhatsApp.</summary>
    public const string WhatsAppRead = "whatsapp:read";

    /// <summary>See and change WhatsApp.</summary>
    public const string WhatsAppWrite = "whatsapp:write";

    /// <summary>See emails.</summary>
    public const string EmailRead = "email:read";

    /// <summary>See and change emails.</summary>
    public const string EmailWrite = "email:write";

    /// <summary>See one-time codes.</summary>
    public const string VerifyRead = "verify:read";

    /// <summary>See and change one-time codes.</summary>
    public const string VerifyWrite = "verify:write";

    /// <summary>See webhooks.</summary>
    public const string WebhooksRead = "webhooks:read";

    /// <summary>See and change webhooks.</summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>See the suppression list.</summary>
    public const string SuppressionsRead = "suppressions:read";

    /// <summary>See and change the suppression list.</summary>
    public const string SuppressionsWrite = "suppressions:write";

    /// <summary>See the account, its usage and its ledger.</summary>
    public const string AccountRead = "account:read";

    /// <summary>Everything.</summary>
    public const string Admin = "admin";
}
