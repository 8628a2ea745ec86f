using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SendApi.Client;
using SendApi.Dashboard.Access;

namespace SendApi.Dashboard.Pages.Send;

/// <summary>Writes a call as a program would make it, with a key that is plainly none: a real one is never shown.</summary>
public static partial class Examples
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static string FirstSms(Desk desk) => Curl(desk, "v1/sms/send", new JsonObject { ["to"] = "+447700900000", ["content"] = "Hello from SendAPI" });

    public static string FirstBatch(Desk desk) => Curl(desk, "v1/sms/send-bulk", new JsonObject
    {
        ["content"] = "Hello {{name}}",
        ["recipients"] = new JsonArray(Row("+447700900000", "Ada"), Row("+447700900020", "Grace")),
    });

    public static string Curl(Desk desk, SendSmsRequest sms)
    {
        var body = new JsonObject { ["to"] = sms.To, ["content"] = sms.Content };
        Add(body, "sender_id", sms.SenderId);
        Add(body, "send_at", Written(sms.SendAt));
        Add(body, "validity_seconds", sms.Validity is { } validity ? (long)validity.TotalSeconds : null);
        Add(body, "max_segments", sms.MaxSegments);
        Add(body, "smart_encoding", sms.SmartEncoding);
        return Curl(desk, "v1/sms/send", body);
    }

    public static string Curl(Desk desk, SendWhatsAppRequest message)
    {
        var body = new JsonObject();
        Add(body, "session_id", message.SessionId);
        body["to"] = message.To;
        Add(body, "type", message.Type);
        Add(body, "content", message.Content);
        if (message.Template is { } template)
            body["template"] = new JsonObject { ["name"] = template.Name, ["language"] = template.Language };
        return Curl(desk, "v1/whatsapp/send", body);
    }

    public static string CSharp(Desk desk, SendSmsRequest sms) => CSharp(desk, "Sms", "SendSmsRequest",
    [
        ("To", Text(sms.To)), ("Content", Text(sms.Content)), ("SenderId", Text(sms.SenderId)),
        ("SendAt", Written(sms.SendAt) is { } time ? $"DateTimeOffset.Parse(\"{time}\")" : null),
        ("Validity", sms.Validity is { } validity ? $"TimeSpan.FromSeconds({(long)validity.TotalSeconds})" : null),
        ("MaxSegments", sms.MaxSegments?.ToString(CultureInfo.InvariantCulture)), ("SmartEncoding", sms.SmartEncoding is true ? "true" : null),
    ]);

    public static string CSharp(Desk desk, SendWhatsAppRequest message) => CSharp(desk, "WhatsApp", "SendWhatsAppRequest",
    [
        ("SessionId", Text(message.SessionId)), ("To", Text(message.To)), ("Type", Text(message.Type)), ("Content", Text(message.Content)),
        ("Template", message.Template is { } template ? $"new TemplateContent {{ Name = {Text(template.Name)}, Language = {Text(template.Language)} }}" : null),
    ]);

    private static JsonObject Row(string to, string name) => new() { ["to"] = to, ["variables"] = new JsonObject { ["name"] = name } };

    private static void Add(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
            body[name] = value;
    }

    // A shell ends a quoted text at the next quote: one inside is written as '\''.
    private static string Curl(Desk desk, string path, JsonObject body) => $"""
        curl {desk.Origin}/{path} \
          -H 'Authorization: Bearer {Key(desk)}' \
          -H 'Content-Type: application/json' \
          -d '{Json(body).Replace("'", @"'\''", StringComparison.Ordinal)}'
        """;

    private static string CSharp(Desk desk, string group, string request, IEnumerable<(string Name, string? Value)> members)
    {
        var code = new StringBuilder();
        code.Append("using SendApi.Client;\n\n");
        code.Append(CultureInfo.InvariantCulture, $"using var client = new SendApiClient(\"{desk.Origin}\", \"{Key(desk)}\");\n\n");
        code.Append(CultureInfo.InvariantCulture, $"var message = await client.{group}.SendAsync(new {request}\n{{\n");
        foreach (var (name, value) in members.Where(m => m.Value is not null))
            code.Append(CultureInfo.InvariantCulture, $"    {name} = {value},\n");
        return code.Append("});\nConsole.WriteLine(message.Id);").ToString();
    }

    private static string Key(Desk desk) => desk.IsTest ? "sk_test_…" : "sk_live_…";

    // What JSON escapes in a text, C# escapes alike.
    private static string? Text(string? text) => text is null ? null : Json(JsonValue.Create(text));

    // Pairs of code units, such as those of an emoji, are escaped by the encoder and read better as they are.
    private static string Json(JsonNode node) => Pair().Replace(node.ToJsonString(Readable), pair => new string([Unit(pair.Groups[1]), Unit(pair.Groups[2])]));

    private static char Unit(Group digits) => (char)int.Parse(digits.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string? Written(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})")]
    private static partial Regex Pair();
}
