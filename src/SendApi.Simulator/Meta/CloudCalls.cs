using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Waha;

namespace SendApi.Simulator.Meta;

/// <summary>What the simulated Graph API calls about, in the spelling of the real one and signed as it signs. Pure.</summary>
internal static class CloudCalls
{
    /// <param name="field">What the call is about, as Meta names it.</param>
    public static SimulatedCall Of(string hook, CloudAccess access, string field, Action<Utf8JsonWriter> value)
    {
        var body = JsonBytes.Object(json =>
        {
            json.WriteString("object", "whatsapp_business_account");
            json.WriteStartArray("entry");
            json.WriteStartObject();
            json.WriteString("id", access.BusinessId);
            json.WriteStartArray("changes");
            json.WriteStartObject();
            json.WriteString("field", field);
            json.WriteStartObject("value");
            value(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        });
        return new(hook, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(access.AppSecret), body)),
        }, body);
    }

    /// <summary>What became of a message.</summary>
    /// <param name="word">Such as <c>delivered</c>.</param>
    public static void WriteStatus(Utf8JsonWriter json, string number, (string Id, string To, string? Ours) message, string word, DateTimeOffset at)
    {
        WriteNumber(json, number);
        json.WriteStartArray("statuses");
        json.WriteStartObject();
        json.WriteString("id", message.Id);
        json.WriteString("status", word);
        json.WriteString("timestamp", Seconds(at));
        json.WriteString("recipient_id", message.To);
        if (message.Ours is not null)
            json.WriteString("biz_opaque_callback_data", message.Ours);
        if (word == CloudRecipients.Failed)
        {
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteNumber("code", CloudRecipients.Undeliverable);
            json.WriteString("title", "Message undeliverable");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>What somebody writes.</summary>
    /// <param name="message">Its id, and Meta's id of the file in it.</param>
    public static void WriteMessage(Utf8JsonWriter json, string number, string from, (string Id, string File) message, DateTimeOffset at, WhatsAppContent content)
    {
        WriteNumber(json, number);
        json.WriteStartArray("contacts");
        json.WriteStartObject();
        json.WriteString("wa_id", from);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("from", from);
        json.WriteString("id", message.Id);
        json.WriteString("timestamp", Seconds(at));
        Write(json, content, message.File);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, WhatsAppContent content, string file)
    {
        var type = content switch
        {
            WhatsAppContent.Text => "text",
            WhatsAppContent.Media { Kind: ContentKind.Image } => "image",
            WhatsAppContent.Location => "location",
            WhatsAppContent.Reaction => "reaction",
            WhatsAppContent.Choice => "interactive",
            _ => throw new ArgumentOutOfRangeException(nameof(content), content.Kind, "Nobody writes that here."),
        };
        json.WriteString("type", type);
        json.WriteStartObject(type);
        switch (content)
        {
            case WhatsAppContent.Text text:
                json.WriteString("body", text.Body);
                break;
            case WhatsAppContent.Media media:
                json.WriteString("id", file);
                json.WriteString("mime_type", CloudPicture.ContentType);
                if (media.Caption is not null)
                    json.WriteString("caption", media.Caption);
                break;
            case WhatsAppContent.Location place:
                json.WriteNumber("latitude", place.Latitude);
                json.WriteNumber("longitude", place.Longitude);
                break;
            case WhatsAppContent.Reaction reaction:
                json.WriteString("message_id", reaction.MessageId);
                json.WriteString("emoji", reaction.Emoji);
                break;
            case WhatsAppContent.Choice choice:
                json.WriteString("type", "button_reply");
                json.WriteStartObject("button_reply");
                json.WriteString("id", choice.Id);
                json.WriteString("title", choice.Title);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string number)
    {
        json.WriteString("messaging_product", "whatsapp");
        json.WriteStartObject("metadata");
        json.WriteString("display_phone_number", CloudRecipients.NumberOf(number).TrimStart('+'));
        json.WriteString("phone_number_id", number);
        json.WriteEndObject();
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The one picture that simulated people send: a grey point.</summary>
internal static class CloudPicture
{
    public const string ContentType = "image/png";

    public static readonly byte[] Bytes = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");
}
