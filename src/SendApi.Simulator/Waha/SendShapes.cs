using System.Text.Json;

namespace SendApi.Simulator.Waha;

/// <summary>What the bodies of sends must look like: what a gateway refuses with 400, the simulated one refuses too.</summary>
internal static class SendShapes
{
    private const int MostButtons = 4;

    /// <summary>What is wrong with the body of an operation; null for one that is taken, or of an operation that is not a send.</summary>
    public static string? Fault(string operation, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return (Text(root, "session") ? null : "session must be a string") ?? (operation == "reaction" ? null : Text(root, "chatId") ? null : "chatId must be a string") ?? operation switch
        {
            "sendText" => Text(root, "text") ? null : "text must be a string",
            "sendImage" or "sendVideo" or "sendVoice" or "sendFile" => File(root),
            "sendLocation" => Number(root, "latitude") && Number(root, "longitude") && Text(root, "title") ? null : "latitude, longitude and title are needed",
            "sendContactVcard" => Contacts(root),
            "sendPoll" => Poll(root),
            "sendButtons" => Buttons(root),
            "sendList" => List(root),
            "sendSeen" => Texts(root, "messageIds") > 0 ? null : "messageIds must be a list of strings",
            "reaction" => Text(root, "messageId") && Text(root, "reaction") ? null : "messageId and reaction must be strings",
            _ => $"Cannot POST /api/{operation}",
        };
    }

    /// <summary>What a phone shows of a send: the words of it, wherever they stand.</summary>
    public static ArrivedMessage Shown(string operation, byte[] body, (string Id, string To, string From) message)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var (kind, words) = operation switch
        {
            "sendImage" => ("image", Said(root, "caption")),
            "sendVideo" => ("video", Said(root, "caption")),
            "sendVoice" => ("audio", ""),
            "sendFile" => ("document", Said(root, "caption")),
            "sendLocation" => ("location", Said(root, "title")),
            "sendContactVcard" => ("contact", ""),
            "sendPoll" => ("poll", Said(root.GetProperty("poll"), "name")),
            "sendButtons" => ("interactive", Said(root, "body")),
            "sendList" when root.GetProperty("message") is var list => ("interactive", Said(list, Text(list, "description") ? "description" : "title")),
            _ => ("text", Said(root, "text")),
        };
        return new(message.Id, message.To, message.From, kind, words);
    }

    private static string Said(JsonElement root, string name) => Text(root, name) ? root.GetProperty(name).GetString() ?? "" : "";

    private static string? File(JsonElement root) => root.TryGetProperty("file", out var file) && Text(file, "mimetype") && file.TryGetProperty("data", out var data) && data.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0
        ? null : "file must have a mimetype and data in Base64";

    private static string? Contacts(JsonElement root) => Items(root, "contacts") is { Count: > 0 } cards
        && cards.TrueForAll(c => Text(c, "vcard") && c.GetProperty("vcard").GetString()!.StartsWith("BEGIN:VCARD\r\nVERSION:3.0\r\n", StringComparison.Ordinal)) // Text has looked.
        ? null : "contacts must be a list of vCards";

    private static string? Poll(JsonElement root) =>
        root.TryGetProperty("poll", out var poll) && Text(poll, "name") && Texts(poll, "options") >= 2 && poll.TryGetProperty("multipleAnswers", out var several) && several.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? null : "poll must have a name, options and multipleAnswers";

    private static string? Buttons(JsonElement root) => Items(root, "buttons") is { Count: > 0 and <= MostButtons } buttons && buttons.TrueForAll(b => Text(b, "type") && Text(b, "text")) ? null : "buttons must be 1 to 4, each with type and text";

    private static string? List(JsonElement root) => root.TryGetProperty("message", out var message) && Filled(message, "title") && Filled(message, "button")
        && Items(message, "sections") is { Count: > 0 } sections && sections.TrueForAll(s => Filled(s, "title") && Items(s, "rows") is { Count: > 0 } rows && rows.TrueForAll(r => Filled(r, "title") && Filled(r, "rowId")))
        ? null : "message must have a title, a button and sections with rows";

    private static bool Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static bool Filled(JsonElement root, string name) => Text(root, name) && root.GetProperty(name).GetString() is { Length: > 0 };

    private static bool Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number;

    private static int Texts(JsonElement root, string name) => Items(root, name) is { } items && items.TrueForAll(i => i.ValueKind == JsonValueKind.String) ? items.Count : 0;

    private static List<JsonElement>? Items(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : null;
}
