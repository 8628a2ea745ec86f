using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>Reads the templates of a request, and refuses those that could only make broken ones.</summary>
internal static class GenericTemplates
{
    private static readonly string[] Places =
        ["to", "to_digits", "from", "from_digits", "content", "content_hex", "id", "callback_url", "valid_seconds", "encoding", "segments"];

    private static readonly Dictionary<string, string> Sample = Places.ToDictionary(p => p, _ => "1");

    public static Template Url(string setting, string text)
    {
        var template = Template.Parse(setting, text, Escaping.Form, Places);
        // What stands in a message must not choose where it is sent to.
        var host = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = text.IndexOf('/', host) is >= 0 and var slash ? slash : text.Length;
        return !text[..path].Contains("{{", StringComparison.Ordinal)
            && Uri.TryCreate(template.Fill(Sample), UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
            ? template
            : throw new InvalidSetting(setting, $"'{setting}' must be an address such as https://api.example.com/send, with places only behind the host.");
    }

    public static Template Body(string text, string contentType)
    {
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType is not { } media)
            throw new InvalidSetting("content_type", "'content_type' must be a media type such as application/json.");

        var escaping = media.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? Escaping.Json
            : media.EndsWith("xml", StringComparison.OrdinalIgnoreCase) ? Escaping.Xml
            : media.Equals(FormText.ContentType, StringComparison.OrdinalIgnoreCase) ? Escaping.Form
            : Escaping.None;
        var template = Template.Parse("body", text, escaping, Places);
        return escaping != Escaping.Json || text.Length == 0 || JsonText.Parse(template.Fill(Sample)) is not null
            ? template
            : throw new InvalidSetting("body", "'body' must be JSON when its places are filled. Texts stand in quotes there: \"{{content}}\".");
    }

    public static IReadOnlyList<(string Name, Template Value)> Headers(string? text)
    {
        var headers = new List<(string, Template)>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = line.IndexOf(':', StringComparison.Ordinal);
            if (split <= 0 || line[..split].Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) || line.Any(c => c is < ' ' or > '~'))
                throw new InvalidSetting("headers", "'headers' must be lines such as Authorization: Bearer ABC, in printable ASCII.");
            headers.Add((line[..split], Template.Parse("headers", line[(split + 1)..].Trim(), Escaping.None, ["id"])));
        }

        return headers;
    }
}
