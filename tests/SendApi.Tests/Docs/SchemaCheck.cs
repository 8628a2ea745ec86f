using System.Text.Json;

namespace SendApi.Tests.Docs;

/// <summary>Whether a piece of JSON is what a schema of the OpenAPI document says: no member that it does not tell of, none missing that it requires.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    /// <summary>What is wrong, each with its place; empty when all is right.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Faults(Resolve(reference.GetString()!), value, at);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(c => !Faults(c, value, at).Any()) ? [] : [$"{at} is none of the choices"];
        if (schema.TryGetProperty("const", out var only) && only.ToString() != value.ToString())
            return [$"{at} is {value} instead of {only}"];
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => v.ToString() == value.ToString()))
            return [$"{at} is {value}, which is not listed"];
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(Type(value)) && !(Types(type).Contains("number") && Type(value) == "integer"))
            return [$"{at} is a {Type(value)} instead of a {string.Join(" or ", Types(type))}"];

        return value.ValueKind switch
        {
            JsonValueKind.Object => Members(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((v, i) => Faults(items, v, $"{at}[{i}]")),
            _ => [],
        };
    }

    /// <summary>What a reference within the document leads to.</summary>
    public JsonElement Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name));

    private IEnumerable<string> Members(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)))
                yield return $"{at}.{name} is missing";
        if (!schema.TryGetProperty("properties", out var properties))
            yield break;

        foreach (var member in value.EnumerateObject())
            if (!properties.TryGetProperty(member.Name, out var known))
                yield return $"{at}.{member.Name} is not in the schema";
            else
                foreach (var fault in Faults(known, member.Value, $"{at}.{member.Name}"))
                    yield return fault;
    }

    private static string[] Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string Type(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
