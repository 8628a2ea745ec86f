using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SendApi.Client.Http;

/// <summary>One call of the API before it is made: it can be made several times, each time with the same bytes.</summary>
internal sealed record Call(HttpMethod Method, string Path)
{
    private const string Json = "application/json";

    /// <summary>The name under which the server does it once; null makes a fresh one where <see cref="IsKept"/>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the server keeps the answer under an idempotency key.</summary>
    public bool IsKept { get; init; }

    /// <summary>What is accepted as an answer.</summary>
    public string Accept { get; init; } = Json;

    /// <summary>Whether a try may last as long as it needs: files and streams.</summary>
    public bool IsLong { get; init; }

    /// <summary>Whether a good answer is handed on before its body was read.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Whether it only asks, whatever its method is.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Whether it is made without the key, because it is open to everybody.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether a person waits for the answer, and would rather be told of a limit than wait it out.</summary>
    public bool IsInHaste { get; init; }

    /// <summary>Makes the body of a try; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether the body can be sent a second time.</summary>
    public bool CanSendAgain { get; init; } = true;

    /// <summary>Whether doing it twice does no more than doing it once, so that it may be repeated although it may have been done.</summary>
    public bool IsRepeatable => CanSendAgain && (IsKept || ChangesNothing || Method == HttpMethod.Get || Method == HttpMethod.Put || Method == HttpMethod.Delete);

    public static Call Get(string path) => new(HttpMethod.Get, path);

    /// <summary>A POST that the server does once for each idempotency key.</summary>
    public static Call Post(string path, RequestOptions? options) => new(HttpMethod.Post, path) { IsKept = true, IdempotencyKey = options?.Key() };

    /// <summary>A POST that changes nothing.</summary>
    public static Call Ask(string path) => new(HttpMethod.Post, path) { ChangesNothing = true };

    /// <summary>A POST that the server does each time it comes, and that nobody repeats who does not know whether it was done.</summary>
    public static Call Once(string path) => new(HttpMethod.Post, path) { IsInHaste = true };

    public static Call Put(string path) => new(HttpMethod.Put, path);

    public static Call Patch(string path) => new(HttpMethod.Patch, path);

    public static Call Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>With a body. It is written once, so that each try sends the same bytes.</summary>
    public Call With<T>(T body, JsonTypeInfo<T> info) where T : class
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, info);
        return this with { Content = () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } } };
    }

    public HttpRequestMessage Request(Uri root, string? apiKey, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(Method, new Uri(root, Path)) { Content = Content?.Invoke() };
        if (apiKey is not null && !IsOpen)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Accept));
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }
}
