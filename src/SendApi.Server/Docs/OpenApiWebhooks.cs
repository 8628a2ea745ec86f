using System.Text.Json.Nodes;
using SendApi.Server.Events;

namespace SendApi.Server.Docs;

/// <summary>The events as OpenAPI 3.1 tells of them: what this server posts to the addresses of its customers.</summary>
public static class OpenApiWebhooks
{
    /// <summary>One entry an event.</summary>
    public static JsonObject All(OpenApiSchemas schemas) =>
        new(EventTypes.All.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Name, new JsonObject { ["post"] = Describe(e, schemas) })));

    private static JsonObject Describe(EventType type, OpenApiSchemas schemas) => new()
    {
        ["operationId"] = "on" + Pascal(type.Name),
        ["tags"] = new JsonArray("Webhooks"),
        ["summary"] = type.Name,
        ["description"] = $"{type.Sentence}\n\nHow to verify it, and what is tried again when: `/docs/webhooks`.",
        // No key of this API: the signature says who sends.
        ["security"] = new JsonArray(),
        ["parameters"] = new JsonArray([.. WebhookExample.HeaderSentences.Zip(WebhookExample.Headers(type), (told, sent) => new JsonObject
        {
            ["name"] = told.Name,
            ["in"] = "header",
            ["required"] = true,
            ["description"] = told.Sentence,
            ["schema"] = new JsonObject { ["type"] = "string" },
            ["example"] = sent.Value,
        })]),
        ["requestBody"] = new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                ["application/json"] = new JsonObject { ["schema"] = schemas.Named(Pascal(type.Name) + "Event", Schema(type, schemas)), ["example"] = JsonNode.Parse(WebhookExample.Body(type)) },
            },
        },
        ["responses"] = new JsonObject
        {
            ["2XX"] = new JsonObject { ["description"] = "It was received. Every other answer, and none in time, is a failure: it is tried again." },
            ["410"] = new JsonObject { ["description"] = "The webhook is wanted no longer: it is switched off." },
        },
    };

    private static JsonObject Schema(EventType type, OpenApiSchemas schemas) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("id", "event", "timestamp", "data"),
        ["properties"] = new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string", ["description"] = "The event's id. Who keeps it knows an event that comes twice." },
            ["event"] = new JsonObject { ["type"] = "string", ["const"] = type.Name },
            ["timestamp"] = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "When it happened." },
            ["data"] = schemas.Answer(type.Data),
        },
    };

    /// <summary>sms.sent is SmsSent.</summary>
    private static string Pascal(string name) => string.Concat(name.Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
