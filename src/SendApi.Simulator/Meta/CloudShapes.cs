using System.Text.Json;

namespace SendApi.Simulator.Meta;

/// <summary>What a phone shows of a message that the Graph API was given. Pure.</summary>
internal static class CloudShapes
{
    /// <summary>The kind and the words of it; null for a reaction, which is no message of its own.</summary>
    public static ArrivedMessage? Shown(JsonElement body, (string Id, string To, string From) message)
    {
        var type = CloudRequest.Text(body, "type") ?? "text";
        var words = type switch
        {
            "text" => CloudRequest.Text(body, "text", "body"),
            "template" => string.Join(' ', Filled(body).Distinct()),
            "interactive" => CloudRequest.Text(body, "interactive", "body", "text"),
            "location" => CloudRequest.Text(body, "location", "name"),
            _ => CloudRequest.Text(body, type, "caption"),
        };
        return type == "reaction" ? null : new(message.Id, message.To, message.From, type == "contacts" ? "contact" : type, words ?? "");
    }

    /// <summary>What fills the places of a template. A code fills that of the words and that of the button, and is said once.</summary>
    private static IEnumerable<string> Filled(JsonElement body) =>
        from component in List(body, "template", "components")
        from parameter in List(component, "parameters")
        let text = CloudRequest.Text(parameter, "text")
        where text is not null
        select text;

    private static IEnumerable<JsonElement> List(JsonElement at, params string[] path)
    {
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return [];
        return at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : [];
    }
}
