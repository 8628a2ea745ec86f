using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Meta;

/// <summary>What people write, as Meta tells of it. Pure.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Webhooks, messages webhook reference: one section for each type.</remarks>
internal static class CloudInbound
{
    private const int LongestText = 65_536, LongestId = 200, LongestName = 200, LongestWord = 500, MostCards = 50, MostPhones = 20;

    /// <summary>Whether a message comes from a person: groups are not taken, and Meta's own notices are no messages.</summary>
    public static bool IsOfPerson(JsonElement message) => message.At("group_id") is null && message.At("type") != "system";

    /// <summary>The news of a message; null where it does not say what it is or from whom.</summary>
    public static GatewayNews.Received? Read(string session, JsonElement message)
    {
        // Who hides the number has an id of Meta's alone.
        var from = Id(message.At("from") is { } phone ? InboundAddress.Of(phone) : message.At("from_user_id"));
        if (Id(message.At("id")) is not { } id || from is null || message.At("type") is not { Length: <= LongestName } type)
            return null;

        return Content(message, type) is { } content
            ? new GatewayNews.Received(session, id, from, content)
            {
                MediaReference = content is WhatsAppContent.Media ? message.At(type + ".id") : null,
                About = content switch { WhatsAppContent.Reaction reaction => reaction.MessageId, WhatsAppContent.Choice => Id(message.At("context.id")), _ => null },
            }
            : null;
    }

    /// <summary>An id as it can be stored; null for what is none.</summary>
    public static string? Id(string? id) => id is { Length: > 0 and <= LongestId } && !id.Any(char.IsControl) ? id : null;

    /// <summary>Null for words that are too long.</summary>
    private static WhatsAppContent? Content(JsonElement message, string type) => type switch
    {
        "text" => (message.At("text.body") ?? "") is { Length: <= LongestText } words ? new WhatsAppContent.Text(words) : null,
        // A sticker is a picture.
        "image" or "sticker" => Media(message, type, ContentKind.Image),
        "video" => Media(message, type, ContentKind.Video),
        "audio" => Media(message, type, ContentKind.Audio),
        "document" => Media(message, type, ContentKind.Document),
        "location" when Degrees(message.At("location.latitude")) is { } latitude && Degrees(message.At("location.longitude")) is { } longitude =>
            new WhatsAppContent.Location(latitude, longitude, Cut(message.At("location.name"), LongestWord), Cut(message.At("location.address"), LongestWord)),
        "contacts" => new WhatsAppContent.Contact([.. (((JsonElement?)message).List("contacts") ?? []).Take(MostCards).Select(Card)]),
        "reaction" when Id(message.At("reaction.message_id")) is { } under => new WhatsAppContent.Reaction(under, Cut(message.At("reaction.emoji"), LongestWord) ?? ""),
        "button" => Choice(message.At("button.payload"), message.At("button.text")),
        "interactive" => Chosen(message),
        _ => new WhatsAppContent.Other(type),
    };

    private static WhatsAppContent Media(JsonElement message, string type, ContentKind kind) => Id(message.At(type + ".id")) is not null
        ? new WhatsAppContent.Media(kind, new MediaFile("", Cut(message.At(type + ".mime_type"), LongestName) ?? "application/octet-stream", Cut(message.At(type + ".filename"), LongestName), 0),
            Cut(message.At(type + ".caption"), LongestText))
        : new WhatsAppContent.Other(type);

    private static ContactCard Card(JsonElement card) => new(
        Cut(card.At("name.formatted_name"), LongestName) ?? "",
        [.. (((JsonElement?)card).List("phones") ?? []).Take(MostPhones).Select(p => Cut(p.At("phone") ?? p.At("wa_id"), LongestName)).OfType<string>()],
        Cut(card.At("org.company"), LongestName),
        Cut(card.At("emails[0].email"), LongestName));

    private static WhatsAppContent Chosen(JsonElement message) => message.At("interactive.type") switch
    {
        "button_reply" => Choice(message.At("interactive.button_reply.id"), message.At("interactive.button_reply.title")),
        "list_reply" => Choice(message.At("interactive.list_reply.id"), message.At("interactive.list_reply.title")),
        var other => new WhatsAppContent.Other(Cut(other, LongestName) ?? "interactive"),
    };

    private static WhatsAppContent.Choice Choice(string? id, string? title) => new(Cut(id ?? title, LongestWord) ?? "", Cut(title, LongestWord) ?? "");

    private static double? Degrees(string? number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= 180 ? degrees : null;

    private static string? Cut(string? text, int longest) => text is { } words && words.Length > longest ? words[..longest] : text;
}
