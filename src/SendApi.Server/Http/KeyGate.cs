using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>Lets only callers with a good key pass, before the body is read: 4010, 4011, 4012, 4013, 4030 for its networks, 4031, 4022, rate limit, 4030 for its scopes, in this order.</summary>
/// <remarks>Middleware and not an endpoint filter: a filter runs after the body was bound.</remarks>
public sealed class KeyGate(RequestDelegate next, KeyCache keys, RateLimits limits, TimeProvider clock, ILogger<KeyGate> log)
{
    private const string Scheme = "Bearer ";

    public async Task Invoke(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } scope && await Refuse(http, scope) is { } refusal)
            await Edge.Refuse(http, refusal, clock.GetUtcNow(), log);
        else
            await next(http);
    }

    private async ValueTask<Refusal?> Refuse(HttpContext http, RequiredScope scope)
    {
        string? header = http.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
            return new Refusal(Errors.MissingApiKey, "No API key was sent. Add the header 'Authorization: Bearer sk_live_…'.");

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new Refusal(Errors.InvalidApiKey, "The Authorization header must be 'Bearer' and the key: 'Authorization: Bearer sk_live_…'.");

        var secret = header.AsMemory(Scheme.Length).Trim();
        if (!KeySecret.IsWellFormed(secret.Span))
            return new Refusal(Errors.InvalidApiKey, "The API key is malformed or mistyped. Check that it was copied whole: it starts with sk_live_ or sk_test_.");

        if (await keys.Find(KeySecret.Hash(secret.Span)) is not { } key)
            return new Refusal(Errors.InvalidApiKey, "The API key is not known to this server. Check that it was made here.");

        return RefuseKey(http, key) ?? await RefuseRequest(http, key, scope);
    }

    /// <summary>Whether the key may be used at all: by its own state, from there, by its account.</summary>
    private Refusal? RefuseKey(HttpContext http, KnownKey key)
    {
        http.Features.Set(key.Caller);
        var now = clock.GetUtcNow();
        if (key.RevokedAt is { } revoked)
            return new Refusal(Errors.RevokedApiKey, key.Caller.SignIn is not null
                ? $"This sign-in ended on {Shown.Time(revoked)}. Sign in again."
                : $"The API key '{key.Name}' was revoked on {Shown.Time(revoked)}. Create a new key.");

        if (key.ExpiresAt is { } expires && expires <= now)
            return new Refusal(Errors.ExpiredApiKey, key.Caller.SignIn is not null
                ? $"This sign-in ended on {Shown.Time(expires)}, twelve hours after it began. Sign in again."
                : $"The API key '{key.Name}' expired on {Shown.Time(expires)}. Create a new key.");

        // Not 4011: the key is known and good, and its owner has to learn that the place is at fault. No other scope would help, so none is named.
        if (!key.Networks.Hold(http.Connection.RemoteIpAddress))
            return new Refusal(Errors.InsufficientScope, $"The API key '{key.Name}' may not be used from {Address(http)}: none of its networks holds that address.");

        key.Use.Note(now);
        if (key.Caller.Account.RefuseSuspended() is { } suspended)
            return suspended;

        // Who may no longer send may still read what he sent; and building against test keys costs nobody anything.
        if (!key.Caller.IsTest && !MayEnterInactive(http) && key.Caller.Account.RefuseInactive(now) is { } inactive)
            return inactive;

        return null;
    }

    /// <summary>Whether it may do this just now.</summary>
    private async ValueTask<Refusal?> RefuseRequest(HttpContext http, KnownKey key, RequiredScope scope)
    {
        if (!MayEnterInactive(http) && http.GetEndpoint()?.Metadata.GetMetadata<NotInTrial>() is { } closed && key.Caller.Account.RefuseInTrial(closed.What) is { } trial)
            return trial;

        if (await limits.Refuse(key.Caller, http) is { } wait)
            return new Refusal(Errors.RateLimitExceeded, $"Too many requests. Please retry after {ErrorAnswer.Seconds(wait)} seconds.") { RetryAfter = wait };

        return scope.IsGranted(key.Caller.Scopes)
            ? http.GetEndpoint()?.Metadata.GetMetadata<RequiredKey>()?.Refuse(key.Caller)
            : scope.Refuse();
    }

    private static bool MayEnterInactive(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<InactiveMayEnter>() is not null;

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "an address that is not known",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
