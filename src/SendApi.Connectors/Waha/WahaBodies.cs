using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>One request to the gateway for one message.</summary>
internal sealed record WahaRequest(HttpMethod Method, string Path, byte[] Body);

/// <summary>Writes the requests that send messages.</summary>
/// <remarks>Source: the gateway's published OpenAPI description (waha.devlike.pro/swagger), section Chatting: sendText, sendImage, sendVideo, sendVoice, sendFile, sendLocation, sendContactVcard, sendPoll, sendButtons, sendList and reaction.</remarks>
internal static class WahaBodies
{
    private const string Voice = "audio/ogg";

    /// <summary>The request that sends a message; null for one of a kind that the gateway does not send.</summary>
    /// <param name="file">The bytes of media, empty for what has none.</param>
    public static WahaRequest? Of(string session, WhatsAppSubmission submission, byte[] file)
    {
        var chat = submission.To.Digits + WahaGateway.ChatEnd;
        return submission.Content switch
        {
            WhatsAppContent.Text text => Post("sendText", json => json.WriteString("text", text.Body)),
            WhatsAppContent.Media media => Post(Operation(media), json => WriteMedia(json, media, file)),
            WhatsAppContent.Location place => Post("sendLocation", json => WriteLocation(json, place)),
            WhatsAppContent.Contact contact => Post("sendContactVcard", json => WriteContacts(json, contact)),
            WhatsAppContent.Poll poll => Post("sendPoll", json => WritePoll(json, poll)),
            WhatsAppContent.Interactive { List: { } list } interactive => Post("sendList", json => WriteList(json, interactive, list)),
            WhatsAppContent.Interactive interactive => Post("sendButtons", json => WriteButtons(json, interactive)),
            WhatsAppContent.Reaction reaction => new(HttpMethod.Put, "api/reaction", JsonBytes.Object(json =>
            {
                json.WriteString("session", session);
                json.WriteString("messageId", $"{(reaction.IsOfOurs ? "true" : "false")}_{chat}_{reaction.MessageId}");
                json.WriteString("reaction", reaction.Emoji);
            })),
            _ => null,
        };

        WahaRequest Post(string operation, Action<Utf8JsonWriter> write) => new(HttpMethod.Post, "api/" + operation, JsonBytes.Object(json =>
        {
            json.WriteString("session", session);
            json.WriteString("chatId", chat);
            write(json);
        }));
    }

    // A sound in Ogg is shown as a voice message; any other is a file that can be played.
    private static string Operation(WhatsAppContent.Media media) => media.Kind switch
    {
        ContentKind.Image => "sendImage",
        ContentKind.Video => "sendVideo",
        ContentKind.Audio when media.File.ContentType == Voice => "sendVoice",
        _ => "sendFile",
    };

    private static void WriteMedia(Utf8JsonWriter json, WhatsAppContent.Media media, byte[] file)
    {
        json.WriteStartObject("file");
        json.WriteString("mimetype", media is { Kind: ContentKind.Audio, File.ContentType: Voice } ? Voice + "; codecs=opus" : media.File.ContentType);
        if (media.File.Filename is { } name)
            json.WriteString("filename", name);
        json.WriteBase64String("data", file);
        json.WriteEndObject();
        if (media.Caption is { } caption)
            json.WriteString("caption", caption);
        // It is in a form that phones play already.
        if (media.Kind is ContentKind.Audio or ContentKind.Video)
            json.WriteBoolean("convert", false);
    }

    private static void WriteLocation(Utf8JsonWriter json, WhatsAppContent.Location place)
    {
        json.WriteNumber("latitude", place.Latitude);
        json.WriteNumber("longitude", place.Longitude);
        json.WriteString("title", place.Name ?? place.Address ?? "");
    }

    private static void WriteContacts(Utf8JsonWriter json, WhatsAppContent.Contact contact)
    {
        json.WriteStartArray("contacts");
        foreach (var card in contact.Cards)
        {
            json.WriteStartObject();
            json.WriteString("vcard", VCard.Write(card));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePoll(Utf8JsonWriter json, WhatsAppContent.Poll poll)
    {
        json.WriteStartObject("poll");
        json.WriteString("name", poll.Question);
        json.WriteStartArray("options");
        foreach (var option in poll.Options)
            json.WriteStringValue(option);
        json.WriteEndArray();
        json.WriteBoolean("multipleAnswers", poll.MostChosen > 1);
        json.WriteEndObject();
    }

    private static void WriteButtons(Utf8JsonWriter json, WhatsAppContent.Interactive interactive)
    {
        if (interactive.Header is { } header)
            json.WriteString("header", header);
        json.WriteString("body", interactive.Body);
        if (interactive.Footer is { } footer)
            json.WriteString("footer", footer);
        json.WriteStartArray("buttons");
        foreach (var button in interactive.Buttons)
        {
            json.WriteStartObject();
            json.WriteString("type", "reply");
            json.WriteString("id", button.Id);
            json.WriteString("text", button.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A list of the gateway must have a title: without a header the words themselves stand there.
    private static void WriteList(Utf8JsonWriter json, WhatsAppContent.Interactive interactive, OptionList list)
    {
        json.WriteStartObject("message");
        json.WriteString("title", interactive.Header ?? interactive.Body);
        if (interactive.Header is not null)
            json.WriteString("description", interactive.Body);
        if (interactive.Footer is { } footer)
            json.WriteString("footer", footer);
        json.WriteString("button", list.Button);
        json.WriteStartArray("sections");
        foreach (var section in list.Sections)
            WriteSection(json, section, list.Button);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, OptionSection section, string button)
    {
        json.WriteStartObject();
        json.WriteString("title", section.Title ?? button);
        json.WriteStartArray("rows");
        foreach (var row in section.Rows)
        {
            json.WriteStartObject();
            json.WriteString("title", row.Title);
            if (row.Description is { } description)
                json.WriteString("description", description);
            json.WriteString("rowId", row.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
