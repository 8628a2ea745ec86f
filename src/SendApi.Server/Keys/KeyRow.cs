using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>Whether a key works, and if not, why.</summary>
public enum KeyState
{
    Active,
    Expired,
    Revoked,
}

/// <summary>The names of key states on the wire.</summary>
public static class KeyStates
{
    public static readonly IReadOnlyList<string> All = ["active", "expired", "revoked"];

    public static string Name(this KeyState state) => All[(int)state];

    /// <summary>The state with this name, or null.</summary>
    public static KeyState? Named(string name) => All.ToList().IndexOf(name) is >= 0 and var index ? (KeyState)index : null;
}

/// <summary>An API key as it is stored: never the key itself.</summary>
public sealed class KeyRow
{
    public string Id { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string Scopes { get; init; } = "";
    public long IsTest { get; init; }
    public long CreatedAt { get; init; }
    public long? ExpiresAt { get; init; }
    public long? RevokedAt { get; init; }
    public string? Networks { get; init; }
    public long? SpendLimit { get; init; }
    public long? RecipientLimit { get; init; }
    public long? LastUsedAt { get; init; }
    public string? ReplacedBy { get; init; }

    public IReadOnlyList<string> NetworkList => string.IsNullOrEmpty(Networks) ? [] : Networks.Split(' ');

    public KeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked : ExpiresAt <= now.ToMicros() ? KeyState.Expired : KeyState.Active;

    /// <summary>The key that takes this one's place: it may do the same, and where this one had a lifetime, that begins anew.</summary>
    public NewKey Successor(DateTimeOffset now) => new(AccountId, Name, Scopes.Split(' '), IsTest == 1, ExpiresAt is { } end ? now.AddTicks((end - CreatedAt) * TimeSpan.TicksPerMicrosecond) : null)
    {
        Networks = NetworkList,
        Limits = new KeyLimits(SpendLimit, RecipientLimit),
    };
}

/// <summary>What a new key is made of.</summary>
public sealed record NewKey(string AccountId, string Name, IReadOnlyCollection<string> Scopes, bool IsTest, DateTimeOffset? ExpiresAt)
{
    /// <summary>In CIDR form; without any the key may be used from everywhere.</summary>
    public IReadOnlyCollection<string> Networks { get; init; } = [];

    public KeyLimits Limits { get; init; } = KeyLimits.None;
}
