using System.Globalization;
using System.Text.Json;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Http;

/// <summary>What in a WhatsApp message is between two people, and so is not shown where an exchange is.</summary>
internal static class ContentWords
{
    public static IReadOnlyList<string> Of(WhatsAppContent content) => [.. All(content).OfType<string>()];

    private static IEnumerable<string?> All(WhatsAppContent content) => content switch
    {
        WhatsAppContent.Text text => [text.Body],
        WhatsAppContent.Media media => [media.Caption, media.File.Filename],
        WhatsAppContent.Location place => [Degrees(place.Latitude), Degrees(place.Longitude), place.Name, place.Address],
        WhatsAppContent.Contact contact => contact.Cards.SelectMany(card => (IEnumerable<string?>)[card.Name, .. card.Name.Split(' '), .. card.Phones, card.Organization, card.Email]),
        WhatsAppContent.Template template => JsonText.Parse(template.Components) is { } filled ? Leaves(filled) : [template.Components],
        WhatsAppContent.Interactive shown => [shown.Body, shown.Header, shown.Footer, .. shown.Buttons.SelectMany(Of), .. shown.List is { } list ? Of(list) : []],
        WhatsAppContent.Poll poll => [poll.Question, .. poll.Options],
        WhatsAppContent.Reaction reaction => [reaction.Emoji],
        WhatsAppContent.Choice choice => [choice.Id, choice.Title],
        WhatsAppContent.Other => [],
        _ => throw new ArgumentOutOfRangeException(nameof(content), content.Kind, null),
    };

    private static IEnumerable<string?> Of(OptionList list) => [list.Button, .. list.Sections.SelectMany(s => (IEnumerable<string?>)[s.Title, .. s.Rows.SelectMany(Of)])];

    private static IEnumerable<string?> Of(Option option) => [option.Id, option.Title, option.Description];

    /// <summary>What a template's places are filled with; what kind of place each is may be seen.</summary>
    private static IEnumerable<string?> Leaves(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Where(p => p.Name is not ("type" or "sub_type" or "index")).SelectMany(p => Leaves(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String => [JsonText.Whole(json)],
        JsonValueKind.Number => [json.GetRawText()],
        _ => [],
    };

    private static string Degrees(double value) => value.ToString(CultureInfo.InvariantCulture);
}
