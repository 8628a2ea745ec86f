using Microsoft.AspNetCore.Routing;
using SendApi.Server.Http;

namespace SendApi.Tests.Architecture;

/// <summary>What every mapped operation owes its callers. Runs over the routes of a started server.</summary>
public static class RouteRules
{
    /// <summary>The operations under /v1 that do not name what they refuse with.</summary>
    public static IReadOnlyList<string> WithoutRefusals(EndpointDataSource endpoints) =>
        [.. Operations.Of(endpoints).Where(o => o.Refusals.Count == 0)
            .Select(o => $"{o.Method} {o.Path}: names no refusals; add .Refuses(…) where it is mapped")];

    /// <summary>The operations under /v1 that carry no documentation, so that neither the reference nor the OpenAPI document can tell of them.</summary>
    public static IReadOnlyList<string> WithoutDocumentation(EndpointDataSource endpoints) =>
        [.. Operations.Of(endpoints).Where(o => o.Docs is null)
            .Select(o => $"{o.Method} {o.Path}: is not documented; add .Describes(…) where it is mapped")];
}
