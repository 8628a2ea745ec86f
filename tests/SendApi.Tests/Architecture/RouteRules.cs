using Microsoft.AspNetCore.Routing;
using SendApi.Server.Docs;
using SendApi.Server.Http;

namespace SendApi.Tests.Architecture;

/// <summary>What every mapped operation owes its callers. Runs over the routes of a started server.</summary>
public static class RouteRules
{
    /// <summary>The operations under /v1 that do not name what they refuse with.</summary>
    public static IReadOnlyList<string> WithoutRefusals(EndpointDataSource endpoints) =>
        [.. Operations.Of(endpoints).Where(o => o.Refusals.Count == 0)
            .Select(o => $"{o.Method} {o.Path}: names no refusals; add .Refuses(…) where it is mapped")];

    /// <summary>The operations that the reference page does not tell of, neither as an entry nor as another path of one.</summary>
    public static IReadOnlyList<string> WithoutReference(EndpointDataSource endpoints) =>
        [.. Operations.Of(endpoints).Where(o => !IsTold(o))
            .Select(o => $"{o.Method} {o.Path}: is not in the reference; add it to one of Reference.Sections")];

    private static bool IsTold(Operation operation) => Reference.Operations.Any(r =>
        r.Method == operation.Method && (r.Path == operation.Path || r.Sentence.Contains($"`{operation.Path}`", StringComparison.Ordinal)));
}
