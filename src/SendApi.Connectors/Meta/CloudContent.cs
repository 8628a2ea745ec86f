using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Meta;

/// <summary>What a message is on the wire to Meta. Pure.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Cloud API, Messages: one section for each type.</remarks>
internal static class CloudContent
{
    /// <summary>The request that sends a message.</summary>
    /// <param name="media">Meta's id of its file; null where it has none.</param>
    public static byte[] Request(WhatsAppSubmission submission, string? media) => JsonBytes.Object(json =>
    {
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("recipient_type", "individual");
        json.WriteString("to", submission.To.Digits);
        // Comes back with what Meta tells of the message.
        json.WriteString("biz_opaque_callback_data", submission.MessageId);
        Write(json, submission.Content, media);
    });

    /// <summary>Why Meta cannot be asked to send it; null where it can.</summary>
    public static SendOutcome.Rejected? Refuse(WhatsAppContent content) => content switch
    {
        WhatsAppContent.Poll => new("content", "Meta's Cloud API has no polls"),
        WhatsAppContent.Choice or WhatsAppContent.Other => new("content", "Messages of this kind are received and not sent"),
        WhatsAppContent.Media { Kind: ContentKind.Audio, Caption.Length: > 0 } => new("content", "WhatsApp shows no words under a sound"),
        WhatsAppContent.Template template when JsonText.Parse(template.Components) is not { ValueKind: JsonValueKind.Array } => new("content", "The components of the template are no list"),
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, WhatsAppContent content, string? media)
    {
        var type = Type(content.Kind);
        json.WriteString("type", type);
        if (content is WhatsAppContent.Contact contact)
        {
            WriteCards(json, contact);
            return;
        }

        json.WriteStartObject(type);
        switch (content)
        {
            case WhatsAppContent.Text text:
                json.WriteString("body", text.Body);
                break;
            case WhatsAppContent.Media file:
                json.WriteString("id", media);
                Optional(json, "caption", file.Caption);
                Optional(json, "filename", file.Kind == ContentKind.Document ? file.File.Filename : null);
                break;
            case WhatsAppContent.Location place:
                json.WriteNumber("latitude", place.Latitude);
                json.WriteNumber("longitude", place.Longitude);
                Optional(json, "name", place.Name);
                Optional(json, "address", place.Address);
                break;
            case WhatsAppContent.Template template:
                WriteTemplate(json, template);
                break;
            case WhatsAppContent.Interactive interactive:
                WriteInteractive(json, interactive);
                break;
            case WhatsAppContent.Reaction reaction:
                json.WriteString("message_id", reaction.MessageId);
                json.WriteString("emoji", reaction.Emoji);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(content), content.Kind, null);
        }

        json.WriteEndObject();
    }

    private static string Type(ContentKind kind) => kind switch
    {
        ContentKind.Text => "text",
        ContentKind.Image => "image",
        ContentKind.Video => "video",
        ContentKind.Audio => "audio",
        ContentKind.Document => "document",
        ContentKind.Location => "location",
        ContentKind.Contact => "contacts",
        ContentKind.Template => "template",
        ContentKind.Interactive => "interactive",
        ContentKind.Reaction => "reaction",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static void WriteCards(Utf8JsonWriter json, WhatsAppContent.Contact contact)
    {
        json.WriteStartArray("contacts");
        foreach (var card in contact.Cards)
        {
            json.WriteStartObject();
            // Meta asks for one part of the name beside the whole.
            json.WriteStartObject("name");
            json.WriteString("formatted_name", card.Name);
            json.WriteString("first_name", card.Name);
            json.WriteEndObject();
            json.WriteStartArray("phones");
            foreach (var phone in card.Phones)
                One(json, "phone", phone);
            json.WriteEndArray();
            if (card.Organization is { Length: > 0 } company)
            {
                json.WriteStartObject("org");
                json.WriteString("company", company);
                json.WriteEndObject();
            }

            if (card.Email is { Length: > 0 } email)
            {
                json.WriteStartArray("emails");
                One(json, "email", email);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTemplate(Utf8JsonWriter json, WhatsAppContent.Template template)
    {
        json.WriteString("name", template.Name);
        json.WriteStartObject("language");
        json.WriteString("code", template.Language);
        json.WriteEndObject();
        json.WritePropertyName("components");
        json.WriteRawValue(template.Components);
    }

    private static void WriteInteractive(Utf8JsonWriter json, WhatsAppContent.Interactive interactive)
    {
        json.WriteString("type", interactive.List is null ? "button" : "list");
        if (interactive.Header is { Length: > 0 } header)
        {
            json.WriteStartObject("header");
            json.WriteString("type", "text");
            json.WriteString("text", header);
            json.WriteEndObject();
        }

        Words(json, "body", interactive.Body);
        Words(json, "footer", interactive.Footer);
        json.WriteStartObject("action");
        if (interactive.List is { } list)
            WriteList(json, list);
        else
            WriteButtons(json, interactive.Buttons);
        json.WriteEndObject();
    }

    private static void WriteButtons(Utf8JsonWriter json, IReadOnlyList<Option> buttons)
    {
        json.WriteStartArray("buttons");
        foreach (var button in buttons)
        {
            json.WriteStartObject();
            json.WriteString("type", "reply");
            json.WriteStartObject("reply");
            json.WriteString("id", button.Id);
            json.WriteString("title", button.Title);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, OptionList list)
    {
        json.WriteString("button", list.Button);
        json.WriteStartArray("sections");
        foreach (var section in list.Sections)
        {
            json.WriteStartObject();
            Optional(json, "title", section.Title);
            json.WriteStartArray("rows");
            foreach (var row in section.Rows)
            {
                json.WriteStartObject();
                json.WriteString("id", row.Id);
                json.WriteString("title", row.Title);
                Optional(json, "description", row.Description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Words(Utf8JsonWriter json, string name, string? words)
    {
        if (string.IsNullOrEmpty(words))
            return;

        json.WriteStartObject(name);
        json.WriteString("text", words);
        json.WriteEndObject();
    }

    private static void One(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
