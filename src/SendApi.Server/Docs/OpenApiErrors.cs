using System.Text.Json.Nodes;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The refusals of an operation as OpenAPI tells of them: one response a status, with each number, what it means and how it looks.</summary>
public static class OpenApiErrors
{
    private const string Origin = "https://sms.example.com";

    /// <summary>The name of the envelope among the schemas.</summary>
    public const string SchemaName = "ErrorAnswer";

    public static IEnumerable<(int Status, JsonObject Response)> Responses(Operation operation) =>
        from code in operation.AllRefusals
        from status in code == Errors.InvalidRequest ? (int[])[StatusCodes.Status400BadRequest, code.Status] : [code.Status]
        group code by status into refusals
        orderby refusals.Key
        select (refusals.Key, Response(operation, [.. refusals]));

    public static JsonObject Example(ErrorCode code) => new()
    {
        ["summary"] = $"{code.Number} {code.Type}",
        ["value"] = JsonNode.Parse(ErrorExample.Body(code, Origin)),
    };

    /// <summary>The envelope of every refusal. Members beyond the first few are there where the number calls for them.</summary>
    public static JsonObject Schema() => Object(["success", "error", "meta"],
        ("success", new JsonObject { ["type"] = "boolean", ["const"] = false }),
        ("error", Object(["type", "message", "code", "request_id", "doc_url"],
            ("type", Text("The number as a word.")),
            ("message", Text("What happened and what to do, for a person.")),
            ("code", new JsonObject { ["type"] = "integer", ["description"] = "The number to match on.", ["enum"] = new JsonArray([.. Errors.All.Select(e => JsonValue.Create(e.Number))]) }),
            ("request_id", Text("The name of this request in the server's log.")),
            ("details", new JsonObject
            {
                ["type"] = "array",
                ["description"] = "Every field at fault.",
                ["items"] = Object(["field", "message"], ("field", Text("The field.")), ("message", Text("What is expected of it."))),
            }),
            ("retry_after", Number("Seconds to wait; the header Retry-After says the same.")),
            ("required_scope", Text("The scope that the key lacks.")),
            ("used", Number("How much of the quota or limit is used.")),
            ("limit", Number("The quota or limit.")),
            ("resets_at", Time("When it begins anew.")),
            ("upgrade_url", Text("Where to choose another plan.")),
            ("balance", Money("The credit that is left.")),
            ("required", Money("What the message costs.")),
            ("top_up_url", Text("Where to top up.")),
            ("doc_url", Text("The page of this number.")))),
        ("meta", Object(["request_id", "timestamp"], ("request_id", Text("The name of this request in the server's log.")), ("timestamp", Time("When it was refused.")))));

    private static JsonObject Response(Operation operation, IReadOnlyList<ErrorCode> codes) => new()
    {
        ["description"] = string.Join("\n", codes.Select(c => $"- `{c.Number}` `{c.Type}`: {c.Cause}")),
        ["headers"] = OpenApiHeaders.OfRefusal(operation, codes),
        ["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject
            {
                ["schema"] = OpenApiSchemas.Reference("schemas", SchemaName),
                ["examples"] = new JsonObject(codes.Select(c => KeyValuePair.Create<string, JsonNode?>($"{c.Number}", OpenApiSchemas.Reference("examples", $"{c.Number}")))),
            },
        },
    };

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Schema))),
    };

    private static JsonObject Text(string sentence) => new() { ["type"] = "string", ["description"] = sentence };

    private static JsonObject Time(string sentence) => new() { ["type"] = "string", ["format"] = "date-time", ["description"] = sentence };

    private static JsonObject Money(string sentence)
    {
        var money = Object(["amount", "currency"], ("amount", Text("A decimal with six places.")), ("currency", Text("`USD`.")));
        money["description"] = sentence;
        return money;
    }

    private static JsonObject Number(string sentence) => new() { ["type"] = "integer", ["description"] = sentence };
}
