using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>Reads what people sent out of the gateway's calls. Pure.</summary>
/// <remarks>
/// Source: the gateway's documentation, sections Receive messages and Events: <c>hasMedia</c> with <c>media</c>, <c>location</c>, <c>vCards</c>, <c>replyTo</c>, the events message.reaction and poll.vote.
/// What was chosen of buttons and lists is only in <c>_data</c>, in the words of each engine: those of WhatsApp's own messages, ButtonsResponseMessage, ListResponseMessage and TemplateButtonReplyMessage.
/// </remarks>
internal static class WahaContent
{
    private const int LongestText = 65_536, LongestName = 240, LongestReference = 2_000, LongestId = 200, MostCards = 20, LongestChoice = 500;

    private static readonly (string Id, string Title)[] Chosen =
    [
        ("_data.selectedButtonId", "body"), ("_data.listResponse.singleSelectReply.selectedRowId", "_data.listResponse.title"),
        ("_data.message.buttonsResponseMessage.selectedButtonId", "_data.message.buttonsResponseMessage.selectedDisplayText"),
        ("_data.message.listResponseMessage.singleSelectReply.selectedRowId", "_data.message.listResponseMessage.title"),
        ("_data.message.templateButtonReplyMessage.selectedId", "_data.message.templateButtonReplyMessage.selectedDisplayText"),
        ("_data.Message.buttonsResponseMessage.selectedButtonID", "_data.Message.buttonsResponseMessage.Response.SelectedDisplayText"),
        ("_data.Message.listResponseMessage.singleSelectReply.selectedRowID", "_data.Message.listResponseMessage.title"),
        ("_data.Message.templateButtonReplyMessage.selectedID", "_data.Message.templateButtonReplyMessage.selectedDisplayText"),
    ];

    /// <summary>A message with what is in it; null for one that is too long.</summary>
    public static GatewayNews.Received? Message(GatewayNews.Received bare, JsonElement? payload)
    {
        if (payload.At("body") is { Length: > LongestText })
            return null;
        if (payload.At("hasMedia") == "true" || payload.At("media.url") is not null)
            return bare with { Content = Media(payload), MediaReference = Word(payload.At("media.url"), LongestReference) };
        if (Choice(payload) is { } choice)
            return bare with { Content = choice, About = About(payload.At("replyTo.id")) };
        return bare with { Content = Location(payload) ?? Contact(payload) ?? Words(payload) };
    }

    /// <summary>An emoji under a message; null where it names none.</summary>
    public static GatewayNews.Received? Reaction(GatewayNews.Received bare, JsonElement? payload) => About(payload.At("reaction.messageId")) is { } about
        ? bare with { Content = new WhatsAppContent.Reaction(about, Cut(payload.At("reaction.text") ?? "", LongestChoice)), About = about }
        : null;

    /// <summary>A vote in a poll of ours, and what of it holds now: no option where it was taken back.</summary>
    public static GatewayNews.Received Vote(GatewayNews.Received bare, JsonElement? payload)
    {
        var options = payload.List("vote.selectedOptions")?.Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString() ?? "");
        var chosen = Cut(string.Join('\n', options ?? []), LongestChoice);
        return bare with { Content = new WhatsAppContent.Choice(chosen, chosen), About = About(payload.At("poll.id")) };
    }

    private static WhatsAppContent.Media Media(JsonElement? payload)
    {
        var type = Word(MediaTypes.Plain(payload.At("media.mimetype")), LongestName) ?? MediaTypes.Unknown;
        var name = payload.At("media.filename") is { } given ? Cut(given.Split('/', '\\')[^1], LongestName) : null;
        return new(MediaTypes.KindOf(type), new("", type, name, 0), payload.At("body"));
    }

    private static WhatsAppContent.Choice? Choice(JsonElement? payload)
    {
        foreach (var (id, title) in Chosen)
            if (payload.At(id) is { } chosen)
                return new(Cut(chosen, LongestChoice), Cut(payload.At(title) ?? payload.At("body") ?? "", LongestChoice));
        return null;
    }

    private static WhatsAppContent.Location? Location(JsonElement? payload) =>
        Degrees(payload.At("location.latitude"), 90) is { } latitude && Degrees(payload.At("location.longitude"), 180) is { } longitude
            ? new(latitude, longitude, Short(payload.At("location.name") ?? payload.At("location.description")), Short(payload.At("location.address")))
            : null;

    private static double? Degrees(string? text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static WhatsAppContent.Contact? Contact(JsonElement? payload) => payload.List("vCards") is { Count: > 0 } cards
        ? new([.. cards.Where(c => c.ValueKind == JsonValueKind.String).Take(MostCards).Select(c => VCard.Read(c.GetString() ?? ""))])
        : null;

    private static WhatsAppContent Words(JsonElement? payload) =>
        payload.At("body") is { } words ? new WhatsAppContent.Text(words) : new WhatsAppContent.Other(HttpOutcomes.Short(payload.At("_data.type") ?? payload.At("type") ?? "unknown", 60));

    private static string? About(string? id) => Word(WahaChats.Bare(id), LongestId);

    /// <summary>What a store can compare and a header can carry; null for anything else.</summary>
    private static string? Word(string? text, int longest) => text is { Length: > 0 } && text.Length <= longest && !text.Any(c => char.IsControl(c) || c == ' ') ? text : null;

    private static string? Short(string? text) => text is null ? null : Cut(text, LongestChoice);

    private static string Cut(string text, int longest) => InboundContent.Clean(text.Length > longest ? text[..longest] : text);
}
