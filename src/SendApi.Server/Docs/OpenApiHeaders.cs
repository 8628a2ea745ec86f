using System.Text.Json.Nodes;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The headers of the API as OpenAPI tells of them: those that every answer has, and those of some.</summary>
public static class OpenApiHeaders
{
    private static readonly (string Name, string Type, string Sentence)[] Known =
    [
        ("X-Request-Id", "string", "The name of this request in the server's log."),
        ("X-RateLimit-Limit", "integer", "How many requests a minute the key may make."),
        ("X-RateLimit-Remaining", "integer", "How many of them are left."),
        ("X-RateLimit-Reset", "integer", "When there is room again, in Unix seconds."),
        ("RateLimit", "string", "The same in the form of the IETF draft: what is left, and for how many seconds."),
        ("RateLimit-Policy", "string", "The limit in the form of the IETF draft."),
        ("Retry-After", "integer", "How many seconds to wait."),
        ("Location", "string", "The path of what was created."),
        ("Idempotent-Replayed", "string", "`true` when the answer is a stored one: nothing ran."),
        ("WWW-Authenticate", "string", "`Bearer`."),
    ];

    private static readonly string[] OfRates = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy"];

    public static JsonObject All() => new(Known.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Name,
        new JsonObject { ["description"] = h.Sentence, ["schema"] = new JsonObject { ["type"] = h.Type } })));

    public static JsonObject IdempotencyKey() => new()
    {
        ["name"] = "Idempotency-Key",
        ["in"] = "header",
        ["required"] = false,
        ["description"] = "A name of your own for this request. Repeated with the same body within 24 hours, it gets the first answer again and does nothing twice.",
        ["schema"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 255, ["pattern"] = "^[ -~]+$" },
    };

    /// <summary>Whether the operation keeps its answer under an Idempotency-Key.</summary>
    public static bool IsIdempotent(Operation operation) => operation.Refusals.Contains(Errors.IdempotencyMismatch);

    public static JsonObject OfSuccess(Operation operation, int status) => References(["X-Request-Id", .. operation.IsOpen ? [] : OfRates,
        .. status == StatusCodes.Status201Created ? (string[])["Location"] : [], .. IsIdempotent(operation) ? (string[])["Idempotent-Replayed"] : []]);

    public static JsonObject OfRefusal(Operation operation, IReadOnlyCollection<ErrorCode> codes) => References(["X-Request-Id",
        .. codes.Contains(Errors.RateLimitExceeded) && !operation.IsOpen ? OfRates : [],
        .. codes.Any(ErrorExample.HasRetryAfter) ? (string[])["Retry-After"] : [],
        .. codes.Contains(Errors.InvalidApiKey) ? (string[])["WWW-Authenticate"] : []]);

    private static JsonObject References(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, OpenApiSchemas.Reference("headers", name))));
}
