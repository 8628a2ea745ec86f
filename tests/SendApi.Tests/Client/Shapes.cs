using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>The members of JSON as paths, from a schema, from a value and from a type of the client, so that they can be compared.</summary>
internal sealed class Shapes(JsonElement document)
{
    private const string MayBeNull = "?";

    /// <summary>The paths of all members, such as <c>rejected[].error.code</c>; with a question mark where it may be left out or null.</summary>
    public IEnumerable<string> OfSchema(JsonElement schema, bool withNulls = false, bool withSpellings = true, string at = "")
    {
        if (Choices(schema) is { Count: > 1 } several)
            return Either(several.ConvertAll(s => OfSchema(s, withNulls, withSpellings, at).ToList()), withNulls);

        var whole = Resolve(schema);
        if (whole.TryGetProperty("items", out var items))
            return OfSchema(items, withNulls, withSpellings, at + "[]");
        if (!whole.TryGetProperty("properties", out var properties))
            return [];

        var required = whole.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()!).ToHashSet() : [];
        return properties.EnumerateObject().Where(p => withSpellings || !IsSpelling(p.Value)).SelectMany(p =>
        {
            var mark = withNulls && (!required.Contains(p.Name) || IsNullable(p.Value)) ? MayBeNull : "";
            return OfSchema(p.Value, withNulls, withSpellings, $"{at}.{p.Name}").Prepend($"{at}.{p.Name}{mark}");
        });
    }

    /// <summary>Of an answer that has one of several shapes: the members of all. What is not in each of them may be left out.</summary>
    private static IEnumerable<string> Either(List<List<string>> several, bool withNulls) => several.SelectMany(s => s).Select(path => path.TrimEnd('?')).Distinct()
        .Select(path => withNulls && !several.TrueForAll(s => s.Contains(path)) ? path + MayBeNull : path);

    public IEnumerable<string> Required(JsonElement schema) => Resolve(schema).TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()!) : [];

    /// <summary>A schema without references and choices: of a choice, the member that is an object.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return reference.GetString()!.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name));
        return schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().Select(Resolve).First(c => c.TryGetProperty("properties", out _)) : schema;
    }

    /// <summary>The objects that a schema lets somebody choose between.</summary>
    private List<JsonElement> Choices(JsonElement schema)
    {
        var whole = schema.TryGetProperty("$ref", out _) ? Resolve(schema) : schema;
        return whole.TryGetProperty("oneOf", out var choices) ? [.. choices.EnumerateArray().Where(c => Resolve(c).TryGetProperty("properties", out _))] : [];
    }

    /// <summary>The paths of a value that was sent. The names within free notes are the caller's own.</summary>
    public static IEnumerable<string> OfValue(JsonElement value, string at = "") => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(v => OfValue(v, at + "[]")),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m =>
            (m.Name is "metadata" or "variables" or "budgets" or "settings" ? [] : OfValue(m.Value, $"{at}.{m.Name}")).Prepend($"{at}.{m.Name}")),
        _ => [],
    };

    public static IEnumerable<string> OfType(Type type, bool withNulls, string at = "")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() != typeof(IReadOnlyDictionary<,>) && typeof(IEnumerable).IsAssignableFrom(type))
            return OfType(type.GenericTypeArguments[0], withNulls, at + "[]");
        return SendApiJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info && type != typeof(object)
            ? info.Properties.SelectMany(p => OfType(p.PropertyType, withNulls, $"{at}.{p.Name}").Prepend($"{at}.{p.Name}{(withNulls && IsNullable(p) ? MayBeNull : "")}"))
            : [];
    }

    /// <summary>What an example says that is not in what was read from it.</summary>
    public static IEnumerable<string> Lost(JsonElement example, JsonElement read, string at) => (example.ValueKind, read.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => example.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null)
            .SelectMany(m => read.TryGetProperty(m.Name, out var same) ? Lost(m.Value, same, $"{at}.{m.Name}") : [$"{at}.{m.Name} was not read"]),
        (JsonValueKind.Array, JsonValueKind.Array) when example.GetArrayLength() == read.GetArrayLength() =>
            example.EnumerateArray().Zip(read.EnumerateArray()).SelectMany((pair, i) => Lost(pair.First, pair.Second, $"{at}[{i}]")),
        _ => IsSame(example.ToString(), read.ToString()) ? [] : [$"{at} is {example} and was read as {read}"],
    };

    private static bool IsSame(string told, string read) => told == read
        || (DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, out var one) && DateTimeOffset.TryParse(read, CultureInfo.InvariantCulture, out var other) && one == other);

    private static bool IsNullable(JsonPropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && property.IsGetNullable);

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("oneOf", out var choices)
        ? choices.EnumerateArray().Any(c => c.TryGetProperty("type", out var only) && only.ToString() == "null")
        : !schema.TryGetProperty("$ref", out _) && (!schema.TryGetProperty("type", out var type) || (type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(t => t.GetString() == "null")));

    private static bool IsSpelling(JsonElement schema) => schema.TryGetProperty("description", out var text) && text.GetString()!.Contains("nother spelling", StringComparison.Ordinal);
}

/// <summary>The words that the client knows, and those that the document lists.</summary>
internal static class Constants
{
    public static IReadOnlyList<string> Of(Type type) => [.. type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    /// <summary>Every list of words of the document that a caller reads or gives. What is only another spelling, and what kind of send is explained, the client says by itself.</summary>
    public static IEnumerable<IReadOnlyList<string>> Lists(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(Lists);
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        if (node.TryGetProperty("enum", out var list) && list.ValueKind == JsonValueKind.Array)
            return list.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Number) || IsOurs(node, list) ? []
                : [[.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]];
        return node.EnumerateObject().Where(m => m.Name is not ("example" or "examples")).SelectMany(m => Lists(m.Value));
    }

    private static bool IsOurs(JsonElement schema, JsonElement list) => list.EnumerateArray().Any(v => v.ToString() == "sms/send")
        || (schema.TryGetProperty("description", out var text) && text.GetString()!.Contains("nother spelling", StringComparison.Ordinal));
}
