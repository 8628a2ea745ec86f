using System.Text.RegularExpressions;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>One operation of the API as it is really mapped: method, path and everything it can refuse with.</summary>
public sealed record Operation(string Method, string Path, IReadOnlyList<ErrorCode> Refusals);

/// <summary>Reads the operations from the routes themselves, so that no list beside them can grow stale.</summary>
public static partial class Operations
{
    /// <summary>All operations under /v1, by path and method.</summary>
    public static IReadOnlyList<Operation> Of(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().SelectMany(Read)
            .Where(o => o.Path.StartsWith("/v1/", StringComparison.Ordinal))
            .OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal),
    ];

    private static IEnumerable<Operation> Read(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var path = Constraint().Replace("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), "{$1}");
        var refusals = endpoint.Metadata.GetOrderedMetadata<RefusesMetadata>().SelectMany(m => m.Codes).Distinct().OrderBy(c => c.Number).ToList();
        return methods.Select(method => new Operation(method, path, refusals));
    }

    /// <summary>A route parameter with its constraint or default: readers only need its name.</summary>
    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();
}
