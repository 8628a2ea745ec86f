using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The JSON schemas of bodies and answers, made from the same types that are read and written.</summary>
public sealed class OpenApiSchemas
{
    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal) { [OpenApiErrors.SchemaName] = OpenApiErrors.Schema() };

    private readonly Dictionary<string, Type> _types = new() { [OpenApiErrors.SchemaName] = typeof(ErrorAnswer) };

    /// <summary>All schemas that were asked for so far, by name.</summary>
    public JsonObject Components() => new(_components.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value.DeepClone())));

    public static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    /// <summary>The schema of an answer: what is always written is required.</summary>
    public JsonObject Answer(Type type) => Add(type, (context, node) => Shape(context, node, isAnswer: true));

    /// <summary>The schema of a body: what its fields say is required. Throws when a field is told of that the type does not have.</summary>
    public JsonObject Request(Type type, IEnumerable<FieldDocs> fields)
    {
        var reference = Add(type, (context, node) => Shape(context, node, isAnswer: false));
        var schema = _components[Name(type)];
        var properties = schema["properties"]?.AsObject() ?? throw new InvalidOperationException($"{type} has no members.");
        var required = new JsonArray();
        foreach (var field in fields)
        {
            Describe(Property(properties, type, field.Name), field.Sentence, field.Schema);
            foreach (var spelling in field.Spellings)
                Describe(Property(properties, type, spelling), $"Another spelling of `{field.Name}`.", field.Schema);
            if (field.Required)
                required.Add((JsonNode)JsonValue.Create(field.Name));
        }

        if (required.Count > 0)
            schema["required"] = required;
        return reference;
    }

    /// <summary>A schema that no type stands for.</summary>
    public JsonObject Named(string name, JsonObject schema)
    {
        if (!_components.TryAdd(name, schema))
            throw new InvalidOperationException($"There is a schema {name} already in the OpenAPI document.");
        return Reference("schemas", name);
    }

    private static JsonObject Property(JsonObject properties, Type type, string name) => properties[name] as JsonObject
        ?? throw new InvalidOperationException($"The documentation tells of '{name}', which {type} does not have.");

    private static void Describe(JsonObject property, string sentence, string? schema)
    {
        property["description"] = sentence;
        foreach (var (name, value) in schema is null ? [] : JsonNode.Parse(schema)!.AsObject())
            property[name] = value?.DeepClone();
    }

    private JsonObject Add(Type type, Func<JsonSchemaExporterContext, JsonNode, JsonNode> shape)
    {
        var name = Taken(type);
        if (!_components.ContainsKey(name))
            _components[name] = (JsonObject)ApiJson.Described(type).GetJsonSchemaAsNode(new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = shape });
        return Reference("schemas", name);
    }

    private JsonNode Shape(JsonSchemaExporterContext context, JsonNode node, bool isAnswer)
    {
        // The exporter writes true for anything; an object can take a description.
        if (node is not JsonObject schema)
            return Explain(context.PropertyInfo, new JsonObject());

        if (!IsNullHere(context) || context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            DropNull(schema);
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object)
            return Explain(context.PropertyInfo, schema);

        // The exporter says anyOf where a type has several shapes, and takes out of each what all have alike. A value has one of them, and each is told of by itself.
        if (schema.Remove("anyOf", out var shapes))
            schema["oneOf"] = shapes;
        else if (!schema.ContainsKey("type"))
            schema.Insert(0, "type", "object");
        schema.Remove("required");
        if (isAnswer && Always(context.TypeInfo) is { Count: > 0 } always)
            schema["required"] = always;
        if (context.Path.IsEmpty)
            return schema;

        var name = Taken(context.TypeInfo.Type);
        _components.TryAdd(name, schema);
        var reference = Reference("schemas", name);
        return Explain(context.PropertyInfo, IsNullHere(context) ? new JsonObject { ["oneOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference);
    }

    /// <summary>What the member says of itself: its description, and the only values it can have.</summary>
    private static JsonObject Explain(JsonPropertyInfo? property, JsonObject schema)
    {
        if (Mark<DescriptionAttribute>(property) is { } description)
            schema["description"] = description.Description;
        if (Mark<AllowedValuesAttribute>(property) is { } values)
            schema["enum"] = new JsonArray([.. values.Values.Select(v => v is long number ? JsonValue.Create(number) : JsonValue.Create((string?)v))]);
        return schema;
    }

    private static bool IsNullHere(JsonSchemaExporterContext context) => context.PropertyInfo is { } property && IsWrittenAsNull(property);

    private static JsonArray Always(JsonTypeInfo type) =>
        new([.. type.Properties.Where(p => !p.IsGetNullable || IsWrittenAsNull(p)).Select(p => JsonValue.Create(p.Name))]);

    /// <summary>Absent is absent on this API, except where a member is told to say null.</summary>
    private static bool IsWrittenAsNull(JsonPropertyInfo property) =>
        property.IsGetNullable && Mark<JsonIgnoreAttribute>(property) is { Condition: JsonIgnoreCondition.Never };

    private static void DropNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.FirstOrDefault(t => (string?)t != "null") is { } only)
            schema["type"] = (string?)only;
    }

    private static T? Mark<T>(JsonPropertyInfo? property) where T : Attribute =>
        property?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();

    /// <summary>The name of a type, which must not be that of another.</summary>
    private string Taken(Type type)
    {
        var name = Name(type);
        return _types.TryAdd(name, type) || _types[name] == type ? name : throw new InvalidOperationException($"{type} and {_types[name]} would both be called {name} in the OpenAPI document. Rename one.");
    }

    /// <summary>SmsView is Sms, SendSms.Request is SendSmsRequest.</summary>
    private static string Name(Type type) => type.DeclaringType is { } around ? around.Name + type.Name
        : type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
}
