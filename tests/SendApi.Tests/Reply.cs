using System.Text.Json;

namespace SendApi.Tests;

/// <summary>An answer of the server, read whole.</summary>
public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Error => Json.GetProperty("error");

    public int Code => Error.GetProperty("code").GetInt32();

    public string Message => Error.GetProperty("message").GetString()!;

    /// <summary>The fields that the details name.</summary>
    public string[] Fields => Error.TryGetProperty("details", out var details)
        ? [.. details.EnumerateArray().Select(d => d.GetProperty("field").GetString()!)]
        : [];

    /// <summary>A member of data as text.</summary>
    public string Data(string name) => Json.GetProperty("data").GetProperty(name).ToString();

    public JsonElement[] Events => [.. Json.GetProperty("data").GetProperty("events").EnumerateArray()];

    public static async Task<Reply> Read(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }
}
