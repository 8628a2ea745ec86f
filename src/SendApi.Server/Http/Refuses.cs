using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>What a route can refuse with. A route may carry several: its own and those of the groups around it.</summary>
public sealed record RefusesMetadata(IReadOnlyList<ErrorCode> Codes);

/// <summary>Lets a route name its refusals beside its handler; the error pages, the OpenAPI document and a test read them from there.</summary>
public static class RefusesConvention
{
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params ErrorCode[] codes) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RefusesMetadata(codes));
}
