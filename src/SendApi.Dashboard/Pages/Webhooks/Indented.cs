using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SendApi.Dashboard.Pages.Webhooks;

/// <summary>JSON for a person's eyes: a member a line, and letters as they are.</summary>
public static class Indented
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement json)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Options))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
