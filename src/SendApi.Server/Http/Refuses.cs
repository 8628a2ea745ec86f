using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>The catalogue entries a route may answer with, besides those of the gate.</summary>
public sealed record RefusesMetadata(IReadOnlyList<ErrorCode> Codes);

/// <summary>Lets a route declare how it refuses: the error pages and the tests read it.</summary>
public static class RefusesRouteExtensions
{
    public static TBuilder Refuses<TBuilder>(this TBuilder route, params ErrorCode[] codes) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new RefusesMetadata(codes)));
        return route;
    }
}
