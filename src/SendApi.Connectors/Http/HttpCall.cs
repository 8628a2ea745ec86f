using System.Text;

namespace SendApi.Connectors.Http;

/// <summary>One request to a provider, ready to leave.</summary>
public sealed record HttpCall(HttpMethod Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, string? ContentType)
{
    public static HttpCall Get(string url, params IReadOnlyList<(string Name, string Value)> headers) => new(HttpMethod.Get, url, headers, [], null);

    public static HttpCall Form(string url, IEnumerable<KeyValuePair<string, string>> fields, params IReadOnlyList<(string Name, string Value)> headers) =>
        new(HttpMethod.Post, url, headers, Encoding.UTF8.GetBytes(FormText.Write(fields)), FormText.ContentType);

    public static HttpCall Json(string url, string body, params IReadOnlyList<(string Name, string Value)> headers) =>
        new(HttpMethod.Post, url, headers, Encoding.UTF8.GetBytes(body), "application/json");

    /// <summary>The header of Basic authentication.</summary>
    public static (string Name, string Value) Basic(string user, string password) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>A file that leaves behind the body, and is not held in memory; null where there is none.</summary>
    public HttpFile? File { get; init; }

    /// <summary>Whether an operator wrote its address and its body, so that credentials may be anywhere in them.</summary>
    public bool IsHidden { get; init; }

    // The record's own ToString would print headers with secrets, and numbers.
    public override string ToString() => $"{Method} {new Uri(Url).Host}";
}

/// <summary>A file on its way to a provider.</summary>
/// <param name="After">What leaves behind it, such as the end of a form.</param>
public sealed record HttpFile(Stream Stream, long Length, byte[] After);

/// <summary>What became of a request. The set is closed.</summary>
public abstract record HttpHeard
{
    private HttpHeard() { }

    /// <summary>The provider answered.</summary>
    /// <param name="Body">Null where it broke off or is longer than is read.</param>
    public sealed record Answered(int Status, string? Body, TimeSpan? RetryAfter) : HttpHeard
    {
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>Not one byte of the body was given to a connection, so the provider cannot have the request.</summary>
    public sealed record NotSent(string Why) : HttpHeard;

    /// <summary>It may have left, and no answer came.</summary>
    public sealed record Silence(string Why) : HttpHeard;
}
