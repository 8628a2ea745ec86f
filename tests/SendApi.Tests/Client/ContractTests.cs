using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SendApi.Client;
using SendApi.Core;
using SendApi.Tests.Docs;

namespace SendApi.Tests.Client;

/// <summary>The client and the server's own OpenAPI document: neither has what the other has not. The calls are really made, and the answers are those of the document.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task Each_operation_has_a_call_and_each_call_an_operation()
    {
        var (document, calls) = await Record();

        // The same operation under its other path needs no call of its own.
        Assert.Equal(Operations(document).Where(o => !IsOtherPath(o)).Select(Id).Order(), calls.Select(c => c.OperationId).Distinct().Order());
    }

    [Fact]
    public async Task A_call_sends_what_its_operation_takes_and_nothing_else()
    {
        var (document, calls) = await Record();
        var check = new SchemaCheck(document);
        var shape = new Shapes(document);

        foreach (var operation in calls.GroupBy(c => c.OperationId))
        {
            var told = Operations(document).Single(o => Id(o) == operation.Key);
            var parameters = told.GetProperty("parameters").EnumerateArray().ToList();
            Assert.Equal((operation.Key, Text(Query(parameters))), (operation.Key, Text(operation.SelectMany(c => c.QueryNames).Distinct())));
            var keeps = parameters.Any(p => p.TryGetProperty("$ref", out var reference) && reference.GetString()!.EndsWith("IdempotencyKey", StringComparison.Ordinal));
            Assert.All(operation, c => Assert.Equal((operation.Key, keeps), (operation.Key, c.Request.Headers.Contains("Idempotency-Key"))));
            if (!told.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var json))
                continue;

            var sent = operation.Select(c => JsonDocument.Parse(c.Body!).RootElement).ToList();
            Assert.Equal((operation.Key, Text(shape.OfSchema(json.GetProperty("schema"), withSpellings: false))), (operation.Key, Text(sent.SelectMany(s => Shapes.OfValue(s)).Distinct())));
            Assert.All(sent, s => Assert.Empty(check.Faults(json.GetProperty("schema"), s).Where(f => !f.EndsWith("which is not listed", StringComparison.Ordinal)).Select(f => $"{operation.Key}: {f}")));
        }
    }

    [Fact]
    public async Task What_a_body_requires_the_compiler_requires_too()
    {
        var (document, calls) = await Record();
        var shape = new Shapes(document);

        foreach (var call in calls)
            foreach (var type in call.Method.GetParameters().Select(p => p.ParameterType).Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal) && t != typeof(PageRequest)))
            {
                var schema = Operations(document).Single(o => Id(o) == call.OperationId).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
                var required = shape.Required(schema).Where(r => r != "endpoint");
                Assert.Equal((type.Name, Text(required)), (type.Name, Text(Info(type).Properties.Where(p => p.IsRequired).Select(p => p.Name))));
            }
    }

    [Fact]
    public async Task An_answer_has_the_members_of_its_schema_and_is_null_where_that_may_leave_out()
    {
        var (document, calls) = await Record();
        var shape = new Shapes(document);

        foreach (var call in calls.Where(c => Type(c) is not null))
        {
            var response = ClientRecorder.Good(Operations(document).Single(o => Id(o) == call.OperationId)).Response;
            var data = response.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").GetProperty("data");
            var one = data.TryGetProperty("items", out var items) ? items : data;
            Assert.Equal((call.OperationId, Text(shape.OfSchema(one, withNulls: true))), (call.OperationId, Text(Shapes.OfType(Type(call)!, withNulls: true))));
        }
    }

    [Fact]
    public async Task Every_example_of_an_answer_is_read_whole()
    {
        var (document, calls) = await Record();

        foreach (var call in calls.Where(c => Type(c) is not null))
        {
            var response = ClientRecorder.Good(Operations(document).Single(o => Id(o) == call.OperationId)).Response;
            var example = response.GetProperty("content").GetProperty("application/json").GetProperty("example").GetProperty("data");
            var one = example.ValueKind == JsonValueKind.Array ? example.EnumerateArray().First() : example;
            var item = call.Answer!.GetType().GetProperty("Items")?.GetValue(call.Answer) is System.Collections.IEnumerable list ? list.Cast<object>().First() : call.Answer;
            var read = JsonSerializer.SerializeToElement(item, Info(item.GetType()));
            Assert.Empty(Shapes.Lost(one, read, call.OperationId));
        }
    }

    [Fact]
    public async Task The_events_are_those_of_the_document_and_their_data_has_the_members_of_its_schema()
    {
        var (document, _) = await Record();
        var shape = new Shapes(document);
        var told = document.GetProperty("webhooks").EnumerateObject().ToList();

        Assert.Equal(Text(told.Select(e => e.Name)), Text(Constants.Of(typeof(EventNames))));
        foreach (var name in told)
        {
            var content = name.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            var read = new SendApiEvent(JsonSerializer.Deserialize(content.GetProperty("example").GetRawText(), SendApiJson.Default.EventEnvelope)!);
            var data = Assert.IsType<EventData>(read.Data, exactMatch: false);
            var schema = shape.Resolve(content.GetProperty("schema")).GetProperty("properties").GetProperty("data");
            Assert.Equal((name.Name, Text(shape.OfSchema(schema, withNulls: true))), (name.Name, Text(Shapes.OfType(data.GetType(), withNulls: true))));
            Assert.Empty(Shapes.Lost(content.GetProperty("example").GetProperty("data"), JsonSerializer.SerializeToElement(data, Info(data.GetType())), name.Name));
        }
    }

    [Fact]
    public void Each_number_of_the_catalogue_has_its_constant() =>
        Assert.Equal(Errors.All.Select(e => e.Number).Order(), typeof(SendApiErrors).GetFields().Select(f => (int)f.GetRawConstantValue()!).Order());

    [Fact]
    public async Task Each_constant_carries_the_name_of_its_number()
    {
        var (document, _) = await Record();
        foreach (var example in document.GetProperty("components").GetProperty("examples").EnumerateObject())
        {
            var error = example.Value.GetProperty("value").GetProperty("error");
            var name = typeof(SendApiErrors).GetFields().Single(f => (int)f.GetRawConstantValue()! == error.GetProperty("code").GetInt32()).Name;
            Assert.Equal(error.GetProperty("type").GetString()!.Replace("_", "", StringComparison.Ordinal), name, ignoreCase: true);
        }
    }

    [Fact]
    public async Task Each_list_of_words_has_its_constants_and_each_class_of_constants_its_list()
    {
        var (document, _) = await Record();
        var told = Constants.Lists(document).Select(Text).ToHashSet();
        var known = typeof(SendApiClient).Assembly.GetExportedTypes().Where(t => t.IsAbstract && t.IsSealed && t.GetFields().Any(f => f.FieldType == typeof(string)))
            .Where(t => t != typeof(EventNames) && t != typeof(KeyScopes)).ToList();

        Assert.All(known, type => Assert.Contains(Text(Constants.Of(type)), told));
        var all = known.Select(Constants.Of).ToList();
        Assert.All(Constants.Lists(document), list => Assert.Contains(all, one => list.All(one.Contains)));
        Assert.Equal(Text(Scopes.All), Text(Constants.Of(typeof(KeyScopes))));
    }

    private static async Task<(JsonElement Document, IReadOnlyList<RecordedCall> Calls)> Record()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var document = JsonDocument.Parse(await app.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
        return (document, await new ClientRecorder(document).All());
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value);

    private static string Id(JsonElement operation) => operation.GetProperty("operationId").GetString()!;

    private static bool IsOtherPath(JsonElement operation) => Id(operation) == "getSmsStatus";

    private static IEnumerable<string> Query(IEnumerable<JsonElement> parameters) =>
        parameters.Where(p => p.TryGetProperty("in", out var place) && place.GetString() == "query").Select(p => p.GetProperty("name").GetString()!);

    /// <summary>The type that a call answers, or that stands in its list; null for what is not JSON.</summary>
    private static Type? Type(RecordedCall call)
    {
        var type = call.Method.ReturnType.IsGenericType ? call.Method.ReturnType.GenericTypeArguments[0] : null;
        type = type is { IsGenericType: true } ? type.GenericTypeArguments[0] : type;
        return type == typeof(SendApiEvent) ? null : type;
    }

    private static JsonTypeInfo Info(Type type) => SendApiJson.Default.GetTypeInfo(type)!;

    private static string Text(IEnumerable<string> names) => string.Join('\n', names.Order(StringComparer.Ordinal));
}
