using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>A call of the client as it went over the wire, and what the client made of the answer.</summary>
internal sealed record RecordedCall(string OperationId, MethodInfo Method, HttpRequestMessage Request, string? Body, object? Answer)
{
    public IEnumerable<string> QueryNames => Request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')[0]);
}

/// <summary>Calls every method of the client, with every value that can be given, and answers each with the example of the OpenAPI document.</summary>
internal sealed class ClientRecorder(JsonElement document) : HttpMessageHandler
{
    private (string Id, HttpRequestMessage Request, string? Body) _last;

    /// <summary>All public calls of the client.</summary>
    public static IEnumerable<(object Group, MethodInfo Method)> Methods(SendApiClient client) =>
        from target in typeof(SendApiClient).GetProperties().Select(p => p.GetValue(client)!).Append(client)
        from method in target.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.Name.EndsWith("Async", StringComparison.Ordinal)
        select (target, method);

    public async Task<IReadOnlyList<RecordedCall>> All()
    {
        using var client = new SendApiClient(new HttpClient(this), new SendApiOptions { BaseAddress = new Uri("https://sms.example.com"), ApiKey = "sk_test_x", MaxRetries = 0 });
        var calls = new List<RecordedCall>();
        foreach (var (group, method) in Methods(client))
        {
            var answer = await Result(method.Invoke(group, [.. method.GetParameters().Select(p => Sample(p.ParameterType))])!);
            calls.Add(new(_last.Id, method, _last.Request, _last.Body, answer));
        }

        return calls;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = Find(request);
        _last = (operation.GetProperty("operationId").GetString()!, request, request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        var (status, response) = Good(operation);
        var content = response.GetProperty("content").EnumerateObject().Single();
        var example = content.Value.GetProperty("example");
        // The example of the stream leaves out what an event tells.
        var text = example.ValueKind == JsonValueKind.String ? example.GetString()!.Replace("{…}", "{}", StringComparison.Ordinal) : example.GetRawText();
        return new(status) { Content = new StringContent(text, Encoding.UTF8, content.Name) };
    }

    /// <summary>The answer of success.</summary>
    public static (HttpStatusCode Status, JsonElement Response) Good(JsonElement operation)
    {
        var first = operation.GetProperty("responses").EnumerateObject().First(r => r.Name[0] == '2');
        return ((HttpStatusCode)int.Parse(first.Name), first.Value);
    }

    private JsonElement Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/');
        var fitting = document.GetProperty("paths").EnumerateObject().Where(p => Fits(p.Name.Split('/'), path))
            .OrderBy(p => p.Name.Count(c => c == '{'))
            .First(p => p.Value.TryGetProperty(request.Method.Method.ToLowerInvariant(), out _));
        return fitting.Value.GetProperty(request.Method.Method.ToLowerInvariant());
    }

    private static bool Fits(string[] template, string[] path) => template.Length == path.Length && template.Zip(path).All(s => s.First == s.Second || s.First.StartsWith('{'));

    private static async Task<object?> Result(object returned)
    {
        if (returned is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task) is { } result && result.GetType().Name != "VoidTaskResult" ? result : null;
        }

        var list = returned.GetType().GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        return await (Task<object?>)typeof(ClientRecorder).GetMethod(nameof(First), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(list.GenericTypeArguments).Invoke(null, [returned])!;
    }

    private static async Task<object?> First<T>(IAsyncEnumerable<T> list)
    {
        await foreach (var item in list)
            return item;
        return null;
    }

    /// <summary>A value with everything in it that there is to fill.</summary>
    internal static object? Sample(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Sample(inner);
        if (type == typeof(string))
            return "x1";
        if (type == typeof(JsonElement))
            return JsonElement.Parse("[]");
        if (type == typeof(Stream))
            return new MemoryStream();
        if (type == typeof(DateTimeOffset))
            return TestApp.Start;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(90);
        if (type == typeof(DateOnly))
            return new DateOnly(2026, 3, 9);
        if (type == typeof(Quota))
            return Quota.Of(5);
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return new Dictionary<string, string> { ["key"] = "value" };
        if (type == typeof(IReadOnlyDictionary<string, int>))
            return new Dictionary<string, int> { ["GB"] = 5 };
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return Array(type.GenericTypeArguments[0]);
        if (type.IsPrimitive || type == typeof(decimal))
            return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        return type.IsValueType || typeof(Delegate).IsAssignableFrom(type) || type == typeof(RequestOptions) ? null : Filled(type);
    }

    private static Array Array(Type element)
    {
        var array = System.Array.CreateInstance(element, 1);
        array.SetValue(Sample(element), 0);
        return array;
    }

    private static object Filled(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            property.SetValue(record, Sample(property.PropertyType));
        return record;
    }
}
