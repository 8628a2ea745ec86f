using System.Text.RegularExpressions;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>One operation of the API as it is really mapped: method, path and everything it refuses with of its own accord.</summary>
public sealed record Operation(string Method, string Path, IReadOnlyList<ErrorCode> Refusals)
{
    /// <summary>What it says of itself; a test fails for an operation without it.</summary>
    public OperationDocs? Docs { get; init; }

    /// <summary>Null where any good key will do, or none is needed.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether it is open to everybody, without a key.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether an account without an active subscription may use it although it changes something.</summary>
    public bool IsOpenToInactive { get; init; }

    /// <summary>Whether a test key is not enough.</summary>
    public bool NeedsLiveKey { get; init; }

    /// <summary>Everything a caller may meet here: what the gate, the operation and the server itself refuse with.</summary>
    public IReadOnlyList<ErrorCode> AllRefusals =>
        [.. Refusals.Concat(IsOpen ? [] : GateRefusals.Of(Method, IsOpenToInactive)).Append(Errors.Internal).Append(Errors.Overloaded).Distinct().OrderBy(c => c.Number)];

    public FieldPlace PlaceOf(FieldDocs field) =>
        Path.Contains($"{{{field.Name}}}", StringComparison.Ordinal) ? FieldPlace.Path
        : field.Form.StartsWith("query", StringComparison.Ordinal) ? FieldPlace.Query : FieldPlace.Body;
}

/// <summary>What the gate refuses with before any route is asked; routes do not name these.</summary>
public static class GateRefusals
{
    public static readonly IReadOnlyList<ErrorCode> Always =
    [
        Errors.MissingApiKey, Errors.InvalidApiKey, Errors.RevokedApiKey, Errors.ExpiredApiKey,
        Errors.AccountSuspended, Errors.RateLimitExceeded, Errors.InsufficientScope,
    ];

    /// <summary>Who may no longer send may still read.</summary>
    public static IEnumerable<ErrorCode> Of(string method, bool isOpenToInactive) => isOpenToInactive || HttpMethods.IsGet(method) ? Always : Always.Append(Errors.SubscriptionInactive);
}

/// <summary>Reads the operations from the routes themselves, so that no list beside them can grow stale.</summary>
public static partial class Operations
{
    /// <summary>All operations under /v1, in the order in which they are mapped.</summary>
    public static IReadOnlyList<Operation> Of(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().SelectMany(Read).Where(o => o.Path.StartsWith("/v1/", StringComparison.Ordinal))];

    private static IEnumerable<Operation> Read(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var path = Constraint().Replace("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), "{$1}");
        var refusals = endpoint.Metadata.GetOrderedMetadata<RefusesMetadata>().SelectMany(m => m.Codes).Distinct().OrderBy(c => c.Number).ToList();
        return methods.Select(method => new Operation(method, path, refusals)
        {
            Docs = endpoint.Metadata.GetMetadata<OperationDocs>(),
            Scope = endpoint.Metadata.GetMetadata<RequiredScope>()?.Name,
            IsOpen = endpoint.Metadata.GetMetadata<NeedsNoKey>() is not null,
            IsOpenToInactive = endpoint.Metadata.GetMetadata<InactiveMayEnter>() is not null,
            NeedsLiveKey = endpoint.Metadata.GetMetadata<RequiredKey>() is not null,
        });
    }

    /// <summary>A route parameter with its constraint or default: readers only need its name.</summary>
    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();
}
