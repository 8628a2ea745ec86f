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
}
