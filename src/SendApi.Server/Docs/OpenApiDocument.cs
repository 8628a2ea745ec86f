using System.Text.Json;
using System.Text.Json.Nodes;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The API as OpenAPI 3.1, made from the routes and what they say of themselves, so that it cannot tell of another API.</summary>
public sealed class OpenApiDocument
{
    private readonly OpenApiSchemas _schemas = new();
    private readonly IReadOnlyList<Operation> _operations;

    private OpenApiDocument(IReadOnlyList<Operation> operations) => _operations = [.. operations.Where(o => o.Docs is not null)];

    /// <summary>The document as JSON. It names no host: its server is the one it was fetched from.</summary>
    public static byte[] Of(IReadOnlyList<Operation> operations) => JsonSerializer.SerializeToUtf8Bytes(new OpenApiDocument(operations).Write(), ErrorExample.Indented);

    private JsonObject Write() => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject
        {
            ["title"] = "SendAPI",
            ["version"] = "1",
            ["summary"] = "Send texts over HTTP and know what became of each.",
            ["description"] = "JSON in, JSON out. Every refusal has a number that never changes its meaning, and a page under `/docs/errors`. "
                + "Keys that start with `sk_test_` run the whole way against a simulated network and cost nothing.",
            ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "This server" }),
        ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
        ["tags"] = new JsonArray([.. Sections.Of(_operations).Select(s => new JsonObject { ["name"] = s.Section.Title, ["description"] = s.Section.Sentence })]),
        ["paths"] = Paths(),
        ["webhooks"] = OpenApiWebhooks.All(_schemas),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key: `sk_live_…`, or `sk_test_…` for trying out." },
            },
            ["parameters"] = new JsonObject { ["IdempotencyKey"] = OpenApiHeaders.IdempotencyKey() },
            ["headers"] = OpenApiHeaders.All(),
            // Read last: describing the paths fills it.
            ["schemas"] = _schemas.Components(),
            ["examples"] = new JsonObject(_operations.SelectMany(o => o.AllRefusals).Distinct().OrderBy(c => c.Number).Select(code => KeyValuePair.Create<string, JsonNode?>($"{code.Number}", OpenApiErrors.Example(code)))),
        },
    };

    private JsonObject Paths()
    {
        var paths = new JsonObject();
        foreach (var path in _operations.GroupBy(o => o.Path))
            paths[path.Key] = new JsonObject(path.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Method.ToLowerInvariant(), Describe(o, o.Docs!))));
        return paths;
    }

    private JsonObject Describe(Operation operation, OperationDocs docs)
    {
        var described = new JsonObject
        {
            ["operationId"] = docs.Id,
            ["tags"] = new JsonArray(Sections.Of(operation).Title),
            ["summary"] = docs.Title,
            ["description"] = $"{docs.Sentence}\n\n{Entry(operation)}",
            ["x-required-scope"] = operation.Scope,
            ["parameters"] = Parameters(operation, docs),
        };
        if (operation.IsOpen)
            described["security"] = new JsonArray();
        if (docs.RequestExample is not null)
            described["requestBody"] = RequestBody(operation, docs);
        described["responses"] = Responses(operation, docs);
        return described;
    }

    private static string Entry(Operation operation) =>
        operation.IsOpen ? "Open to everybody: needs no key."
        : operation.Scope is { } scope ? $"Needs the scope `{scope}`{(operation.NeedsLiveKey ? " and a live key" : "")}." : "Needs no scope: any key may call it.";

    private static JsonArray Parameters(Operation operation, OperationDocs docs)
    {
        var parameters = new JsonArray();
        foreach (var field in docs.Fields.Where(f => operation.PlaceOf(f) != FieldPlace.Body))
        {
            var parameter = new JsonObject
            {
                ["name"] = field.Name,
                ["in"] = operation.PlaceOf(field) == FieldPlace.Path ? "path" : "query",
                ["required"] = field.Required,
                ["description"] = field.Sentence,
                ["schema"] = field.Schema is null ? new JsonObject { ["type"] = "string" } : JsonNode.Parse(field.Schema),
            };
            if (field.Example is not null)
                parameter["example"] = parameter["schema"]!["type"]?.ToString() == "integer" ? JsonNode.Parse(field.Example) : field.Example;
            parameters.Add((JsonNode)parameter);
        }

        if (OpenApiHeaders.IsIdempotent(operation))
            parameters.Add((JsonNode)OpenApiSchemas.Reference("parameters", "IdempotencyKey"));
        return parameters;
    }

    private JsonObject RequestBody(Operation operation, OperationDocs docs)
    {
        var fields = docs.Fields.Where(f => operation.PlaceOf(f) == FieldPlace.Body).ToList();
        var body = new JsonObject
        {
            ["required"] = true,
            ["content"] = Content(docs.RequestMedia, docs.RequestExample!, docs.Request is null ? new JsonObject { ["type"] = "string" } : _schemas.Request(docs.Request, fields)),
        };
        if (docs.Request is null)
            body["description"] = string.Join("\n", fields.Select(f => $"- `{f.Name}` ({f.Form}): {f.Sentence}"));
        return body;
    }

    private JsonObject Responses(Operation operation, OperationDocs docs)
    {
        var example = docs.Answer is null ? docs.AnswerExample : EnvelopeExample(docs);
        var responses = new JsonObject();
        foreach (var status in docs.OtherStatus is { } other ? (int[])[docs.Status, other] : [docs.Status])
            responses[$"{status}"] = new JsonObject
            {
                ["description"] = status == StatusCodes.Status201Created ? "It was created." : docs.OtherStatus is null ? "It succeeded." : "It was there already.",
                ["headers"] = OpenApiHeaders.OfSuccess(operation, status),
                ["content"] = Content(docs.AnswerMedia, example, docs.Answer is null ? new JsonObject { ["type"] = "string" } : Envelope(docs)),
            };
        foreach (var (status, response) in OpenApiErrors.Responses(operation))
            responses[$"{status}"] = response;
        return responses;
    }

    private JsonObject Envelope(OperationDocs docs)
    {
        var data = _schemas.Answer(docs.Answer!);
        var properties = new JsonObject
        {
            ["success"] = new JsonObject { ["type"] = "boolean", ["const"] = true },
            ["data"] = docs.IsList ? new JsonObject { ["type"] = "array", ["items"] = data } : data,
        };
        if (docs.IsList)
            properties["meta"] = _schemas.Answer(typeof(PageMeta));
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. properties.Select(p => JsonValue.Create(p.Key))]),
            ["properties"] = properties,
        };
    }

    private static string EnvelopeExample(OperationDocs docs) => docs.IsList
        ? $$$"""{"success": true, "data": {{{docs.AnswerExample}}}, "meta": {"total": 1, "page": 1, "per_page": 25, "last_page": 1, "next_cursor": null}}"""
        : $$"""{"success": true, "data": {{docs.AnswerExample}}}""";

    private static JsonObject Content(string media, string example, JsonObject schema) => new()
    {
        [media] = new JsonObject { ["schema"] = schema, ["example"] = media == "application/json" ? JsonNode.Parse(example) : example },
    };
}
