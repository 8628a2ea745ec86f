using System.Text.Json.Nodes;
using SendApi.Server.Events;

namespace SendApi.Server.Docs;

/// <summary>Every event with its fields and an example, made from the catalogue.</summary>
internal static class WebhookEvents
{
    public static string Anchor(EventType type) => "event-" + type.Name.Replace('.', '-').Replace('_', '-');

    public static Html Render() => Html.Of($"""
        <section id="events">
        <h2>Events</h2>
        <p>What stands in <code>data</code>, event by event. Programs read the same in the section <code>webhooks</code> of <a href="/openapi/v1.json">the OpenAPI document</a>.</p>
        {EventTypes.All.Select(One)}
        </section>
        """);

    private static Html One(EventType type)
    {
        var schemas = new OpenApiSchemas();
        var name = schemas.Answer(type.Data)["$ref"]?.ToString().Split('/')[^1] ?? throw new InvalidOperationException($"{type.Data} has no schema.");
        var properties = schemas.Components()[name]?["properties"]?.AsObject() ?? throw new InvalidOperationException($"{type.Data} has no members.");
        return Html.Of($"""
            <section class="operation" id="{Anchor(type)}">
            <h3><code>{type.Name}</code></h3>
            <p>{Prose.ToHtml(type.Sentence)}</p>
            {Layout.Table($"Fields of {type.Name}", ["Field", "Form", "What it is"], properties.Select(p => Field(p.Key, p.Value!.AsObject())))}
            {Layout.Code("data", JsonColors.Of(Indented(type.Example)))}
            </section>
            """);
    }

    private static Html Field(string name, JsonObject schema) => Html.Of($"""
        <tr><td><code>{name}</code></td><td class="form">{Form(schema)}</td><td class="wide">{Prose.ToHtml(Sentence(schema))}</td></tr>
        """);

    private static string Form(JsonObject schema)
    {
        if (schema["$ref"] is not null)
            return "amount, currency";
        if ((string?)schema["format"] == "date-time")
            return "RFC 3339";

        return schema["type"] switch
        {
            JsonArray types => string.Join(" or ", types.Select(Word)),
            { } type => Word(type),
            null => "object or null",
        };
    }

    private static string Word(JsonNode? type) => type?.ToString() switch
    {
        "string" => "text",
        "integer" => "whole number",
        var other => other ?? "",
    };

    private static string Sentence(JsonObject schema)
    {
        var values = schema["enum"] is JsonArray only ? $"One of `{string.Join("`, `", only.Select(v => v!.ToString()))}`." : "";
        return $"{schema["description"]} {values}".Trim();
    }

    private static string Indented(string json) => JsonNode.Parse(json)!.ToJsonString(ErrorExample.Indented);
}
