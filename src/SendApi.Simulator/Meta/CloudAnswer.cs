using System.Globalization;
using System.Net;
using System.Text.Json;
using SendApi.Core;

namespace SendApi.Simulator.Meta;

/// <summary>One answer of the simulated Graph API.</summary>
internal sealed record CloudAnswer(HttpStatusCode Status, byte[] Body, string ContentType = "application/json")
{
    public static readonly CloudAnswer Done = Json(HttpStatusCode.OK, json => json.WriteBoolean("success", true));

    public static CloudAnswer Good(Action<Utf8JsonWriter> write) => Json(HttpStatusCode.OK, write);

    /// <summary>An error in the spelling of the real one.</summary>
    public static CloudAnswer Error(HttpStatusCode status, int code, string details) => Json(status, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", string.Create(CultureInfo.InvariantCulture, $"(#{code}) {details}"));
        json.WriteString("type", "OAuthException");
        json.WriteNumber("code", code);
        json.WriteStartObject("error_data");
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("details", details);
        json.WriteEndObject();
        json.WriteString("fbtrace_id", "simulated");
        json.WriteEndObject();
    });

    public HttpResponseMessage Message(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new(ContentType);
        return new(Status) { Content = content, RequestMessage = request };
    }

    private static CloudAnswer Json(HttpStatusCode status, Action<Utf8JsonWriter> write) => new(status, JsonBytes.Object(write));
}

/// <summary>A request to the simulated Graph API, taken apart.</summary>
internal sealed record CloudRequest(string Method, string Root, string[] Path, IReadOnlyDictionary<string, string> Query, byte[] Body)
{
    public static CloudRequest Of(HttpRequestMessage request, byte[] body)
    {
        var url = request.RequestUri ?? throw new ArgumentException("A request needs an address.", nameof(request));
        var path = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var query = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[^1]));
        // What stands first is the version.
        return new(request.Method.Method, url.GetLeftPart(UriPartial.Authority), path.Length > 1 ? path[1..] : [], query, body);
    }

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    /// <summary>A text of the body; null where there is none.</summary>
    public static string? Text(JsonElement at, params string[] path)
    {
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }
}
