using SendApi.Core.WhatsApp;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The fields of a body that say what a message holds, the same for one message and for many. Several spellings of the words are taken, for clients of the hosted product.</summary>
public abstract record ContentRequest
{
    public string? Type { get; init; }
    public string? Content { get; init; }
    public string? Message { get; init; }
    public TextPart? Text { get; init; }
    public TemplatePart? Template { get; init; }
}

/// <summary>Reads what a message is to hold.</summary>
internal static class ContentReader
{
    public const int LongestText = 4_096;

    private const string TextType = "text", TemplateType = "template";

    private static readonly string[] NotYet = ["image", "video", "audio", "document", "location", "contact", "interactive", "poll"];

    /// <summary>The content, with each fault named in <paramref name="fields"/>; then what is answered is of no use.</summary>
    public static WhatsAppContent Read(Fields fields, ContentRequest request)
    {
        switch (request.Type ?? TextType)
        {
            case TextType:
                var words = fields.Required("content", $"the text to send, 1 to {LongestText:N0} characters", request.Content, request.Message, request.Text?.Body);
                fields.Text("content", words, LongestText);
                return new WhatsAppContent.Text(words);
            case TemplateType:
                return TemplatePart.Read(fields, request.Template);
            case var type when NotYet.Contains(type):
                fields.Add("type", $"'type' must be text: this server does not send {type} by WhatsApp yet.");
                break;
            default:
                fields.Add("type", $"'type' must be one of: {string.Join(", ", [TextType, TemplateType, .. NotYet])}.");
                break;
        }

        return new WhatsAppContent.Other("");
    }
}
