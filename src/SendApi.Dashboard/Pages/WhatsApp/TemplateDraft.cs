using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SendApi.Client;

namespace SendApi.Dashboard.Pages.WhatsApp;

/// <summary>What somebody fills in about a template, put together as Meta's own API wants its parts.</summary>
public sealed partial class TemplateDraft
{
    public string? SessionId { get; set; }

    public string Name { get; set; } = "";

    public string Language { get; set; } = "en_US";

    public string Category { get; set; } = TemplateCategory.Utility;

    public string Header { get; set; } = "";

    public string Body { get; set; } = "";

    public string Footer { get; set; } = "";

    /// <summary>What may stand in the places of the body, one a line: Meta looks at a template with them filled.</summary>
    public string Examples { get; set; } = "";

    /// <summary>Meta words those itself: only a button that copies the code is chosen.</summary>
    public bool IsForCodes => Category == TemplateCategory.Authentication;

    /// <summary>How many places the body has.</summary>
    public int Places => Place().Matches(Body).Select(m => m.Value).Distinct(StringComparer.Ordinal).Count();

    public CreateTemplateRequest ToCreate() => new() { SessionId = SessionId, Name = Name.Trim(), Language = Language.Trim(), Category = Category, Components = Parts() };

    private JsonElement Parts()
    {
        JsonArray parts = IsForCodes
            ?
            [
                new JsonObject { ["type"] = "BODY", ["add_security_recommendation"] = true },
                new JsonObject { ["type"] = "BUTTONS", ["buttons"] = new JsonArray(new JsonObject { ["type"] = "OTP", ["otp_type"] = "COPY_CODE", ["text"] = "Copy code" }) },
            ]
            : [];
        if (!IsForCodes)
        {
            if (Header.Length > 0)
                parts.Add(new JsonObject { ["type"] = "HEADER", ["format"] = "TEXT", ["text"] = Header });
            parts.Add(WithExamples(new JsonObject { ["type"] = "BODY", ["text"] = Body }));
            if (Footer.Length > 0)
                parts.Add(new JsonObject { ["type"] = "FOOTER", ["text"] = Footer });
        }

        using var made = JsonDocument.Parse(parts.ToJsonString());
        return made.RootElement.Clone();
    }

    private JsonObject WithExamples(JsonObject body)
    {
        var given = Examples.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Places > 0 && given.Length > 0)
            body["example"] = new JsonObject { ["body_text"] = new JsonArray(new JsonArray([.. given.Select(g => JsonValue.Create(g))])) };
        return body;
    }

    /// <summary>The words of a part of a template, such as its body; null where it has none.</summary>
    public static string? Words(JsonElement? parts, string type)
    {
        if (parts is not { ValueKind: JsonValueKind.Array } list)
            return null;

        foreach (var part in list.EnumerateArray())
            if (Text(part, "type") is { } found && found.Equals(type, StringComparison.OrdinalIgnoreCase))
                return Text(part, "text");
        return null;
    }

    private static string? Text(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"\{\{\w+\}\}")]
    private static partial Regex Place();
}
