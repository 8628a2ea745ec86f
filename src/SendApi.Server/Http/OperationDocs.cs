namespace SendApi.Server.Http;

/// <summary>One field of the body, the query or the path of an operation, in words.</summary>
/// <param name="Form">What it looks like, for a reader. In the query it begins with <c>query</c>.</param>
public sealed record FieldDocs(string Name, string Form, string Sentence, bool Required = false)
{
    /// <summary>What the JSON schema says of it beyond its type, as JSON: <c>{"maximum": 100}</c>. A query or path parameter is a string without it.</summary>
    public string? Schema { get; init; }

    /// <summary>Other names under which the body may carry it.</summary>
    public IReadOnlyList<string> Spellings { get; init; } = [];

    /// <summary>A value of a query or path parameter that would work.</summary>
    public string? Example { get; init; }
}

/// <summary>Where a request carries a field.</summary>
public enum FieldPlace { Body, Query, Path }

/// <summary>What an operation says of itself: the reference page and the OpenAPI document are both made from it.</summary>
/// <param name="Id">The name that generated clients give it, such as <c>sendSms</c>.</param>
public sealed record OperationDocs(string Id, string Title, string Sentence, IReadOnlyList<FieldDocs> Fields)
{
    /// <summary>The type of the body; null for none, or for a body that is not JSON.</summary>
    public Type? Request { get; init; }

    /// <summary>A body that works, with a test key where that is enough.</summary>
    public string? RequestExample { get; init; }

    public string RequestMedia { get; init; } = Json;

    /// <summary>The type of <c>data</c> in the answer, or of one entry of it where that is a list; null for an answer that is not JSON.</summary>
    public Type? Answer { get; init; }

    /// <summary>What stands in <c>data</c>, or in the whole answer when that is not JSON.</summary>
    public required string AnswerExample { get; init; }

    public string AnswerMedia { get; init; } = Json;

    /// <summary>Whether it answers a list with <c>meta</c>.</summary>
    public bool IsList { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Another status of success with the same answer: what was to be created is there already.</summary>
    public int? OtherStatus { get; init; }

    /// <summary>Whether it is told of on the page under the path it has first.</summary>
    public bool IsOtherPath { get; init; }

    private const string Json = "application/json";

    /// <summary>The same operation under another path.</summary>
    public OperationDocs At(string id) => this with { Id = id, Title = $"{Title}, by its other path", IsOtherPath = true };
}

/// <summary>The query parameters that lists share.</summary>
public static class PagingDocs
{
    public static readonly FieldDocs PerPage = new("per_page", "query, 1 to 100", "How many on a page; 25 without it.")
    {
        Schema = """{"type": "integer", "minimum": 1, "maximum": 100, "default": 25}""",
        Example = "10",
    };

    public static readonly FieldDocs Page = new("page", "query", "The number of the page, from 1. For the first few; further in, use the cursor.")
    {
        Schema = """{"type": "integer", "minimum": 1, "default": 1}""",
    };

    public static readonly FieldDocs Cursor = new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before.");
}

/// <summary>The query parameter that lists of messages share.</summary>
public static class ErrorDocs
{
    public static readonly FieldDocs Code = new("error_code", "query", "Only those that failed with this number of the catalogue.")
    {
        Schema = "{\"type\": \"integer\", \"minimum\": 4000, \"maximum\": 5999}",
    };
}

/// <summary>Lets a route carry its own documentation, so that no list beside the routes can grow stale.</summary>
public static class DescribesRouteExtensions
{
    public static TBuilder Describes<TBuilder>(this TBuilder route, OperationDocs docs) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(docs));
        return route;
    }
}
