using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>What a route says of itself beside its path: who may enter.</summary>
public static class RouteMarks
{
    /// <summary>Only callers whose key has the scope enter.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, string scope) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new RequiredScope(scope)));
        return route;
    }

    /// <summary>Callers enter whose key has one of two scopes; the handler looks at what each may see.</summary>
    public static TBuilder NeedsEither<TBuilder>(this TBuilder route, string scope, string other) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new RequiredScope(scope, other)));
        return route;
    }

    /// <summary>Every caller with a good key enters, whatever its scopes.</summary>
    public static TBuilder NeedsAnyKey<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(RequiredScope.AnyKey));
        return route;
    }

    /// <summary>Everybody enters, without a key: the handler itself finds out who it is.</summary>
    public static TBuilder OpenToEverybody<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new NeedsNoKey()));
        return route;
    }

    /// <summary>Only live keys enter: what is changed here belongs to no world, so a test key must not reach it.</summary>
    public static TBuilder NeedsLive<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(RequiredKey.Live));
        return route;
    }

    /// <summary>Enters also who may no longer send: what makes an account safer is never refused with 4022.</summary>
    public static TBuilder OpenToInactive<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new InactiveMayEnter()));
        return route;
    }

    /// <summary>Only accounts that chose a plan change something here, with live keys and with test keys; others may read, and do what is open to the inactive. Marks a whole group.</summary>
    /// <param name="what">What a trial is without, as the refusal begins: <c>Webhooks are</c>.</param>
    public static TBuilder NotInTrial<TBuilder>(this TBuilder route, string what) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new NotInTrial(what)));
        return route;
    }

    /// <summary>Only live admin keys of the operator's own account enter. Marks a whole group, so that no route in it can forget.</summary>
    public static TBuilder NeedsOperator<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(new RequiredScope(Scopes.Admin));
            endpoint.Metadata.Add(RequiredKey.Operator);
        });
        return route;
    }
}

/// <summary>Marks a route that is open on purpose: a test fails for one that merely has no scope.</summary>
public sealed record NeedsNoKey;

/// <summary>Marks a route that an account without an active subscription may use too.</summary>
public sealed record InactiveMayEnter;

/// <summary>Marks a route that changes nothing in a trial.</summary>
public sealed record NotInTrial(string What);

/// <summary>What a key must be, beside its scopes, to enter a route.</summary>
public sealed record RequiredKey(bool OfOperator)
{
    public static readonly RequiredKey Live = new(false), Operator = new(true);

    /// <summary>4030 for a test key, and where the operator is needed, for a key of another account.</summary>
    public Refusal? Refuse(Caller caller)
    {
        if (OfOperator && (caller.IsTest || !caller.Account.IsOperator))
            return new Refusal(Errors.InsufficientScope, "This endpoint is for the operator of this server: it needs a live key with the scope 'admin' of the operator's own account.");
        return caller.IsTest
            ? new Refusal(Errors.InsufficientScope, "This endpoint changes more than test data, so it needs a live key.")
            : null;
    }
}
