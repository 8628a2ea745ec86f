using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>Which template a message is, and what fills its places, as Meta's own API has it.</summary>
public sealed record TemplatePart
{
    public string? Name { get; init; }

    [JsonConverter(typeof(LanguageConverter))]
    public string? Language { get; init; }

    public JsonElement? Components { get; init; }

    /// <summary>The content, with each fault named.</summary>
    internal static WhatsAppContent Read(Fields fields, TemplatePart? part)
    {
        var name = fields.Required("template.name", "the name of an approved template", part?.Name);
        fields.Text("template.name", name, TemplateRules.LongestName);
        var language = fields.Required("template.language", "the language that the template is in, such as en_US", part?.Language);
        fields.Text("template.language", language, LongestLanguage);
        return new WhatsAppContent.Template(name, language, Filled(fields, part?.Components));
    }

    internal const int LongestLanguage = 15;

    private const int LongestComponents = 32_768;

    private static string Filled(Fields fields, JsonElement? components)
    {
        if (components is not { ValueKind: not JsonValueKind.Null } given)
            return "[]";

        var text = given.GetRawText();
        if (given.ValueKind != JsonValueKind.Array || given.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.Object))
            fields.Add("template.components", "'template.components' must be a list such as [{\"type\": \"body\", \"parameters\": [{\"type\": \"text\", \"text\": \"1001\"}]}].");
        else if (!TemplateJson.IsText(given))
            fields.Add("template.components", "'template.components' holds an escaped half of a character, which is no text.");
        fields.Text("template.components", text, LongestComponents);
        return text;
    }
}

/// <summary>Takes the code of a language, or an object with it, as Meta has it.</summary>
internal sealed class LanguageConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        string? code = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            reader.Read();
            if (!isCode)
                reader.Skip();
            else
                code = reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw new JsonException();
        }

        return code;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
