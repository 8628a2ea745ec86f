using System.Collections.Frozen;
using SendApi.Core;
using SendApi.Server.Delivery;

namespace SendApi.Server.Http;

/// <summary>Who makes a request: the account and the key, as the gate admitted them. A handler that takes one cannot run without one.</summary>
public sealed record Caller(Account Account, string KeyId, bool IsTest, FrozenSet<string> Scopes, KeyLimits Limits)
{
    public string AccountId => Account.Id;

    /// <summary>The sign-in that the key belongs to; null for an API key.</summary>
    public SignedIn? SignIn { get; init; }

    /// <summary>The account's data this key sees, as the store's flag: test and live never mix.</summary>
    public long World => IsTest ? 1 : 0;

    public static ValueTask<Caller> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<Caller>() ?? throw new InvalidOperationException("The route has no scope, so the gate let it pass without a caller."));
}

/// <summary>A person's sign-in, as its keys carry it.</summary>
public sealed record SignedIn(string Id, string Email, DateTimeOffset ExpiresAt);

/// <summary>The scope a route needs; a route without this mark is open to everybody.</summary>
/// <param name="Name">Null where any good key will do.</param>
/// <param name="Other">Does as well; null where nothing else does.</param>
public sealed record RequiredScope(string? Name, string? Other = null)
{
    public static readonly RequiredScope AnyKey = new((string?)null);

    public bool IsGranted(FrozenSet<string> scopes) => Name is null || scopes.Contains(Name) || (Other is not null && scopes.Contains(Other));

    /// <summary>4030, with the scope to ask for.</summary>
    public Refusal Refuse() => new(Errors.InsufficientScope, $"This endpoint needs the scope '{Name}'{(Other is null ? "" : $" or '{Other}'")}. Create a key that has it.") { RequiredScope = Name };
}
