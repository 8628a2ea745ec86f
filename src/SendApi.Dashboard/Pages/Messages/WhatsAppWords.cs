using SendApi.Client;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>Says in a line what a WhatsApp message is, of whatever type.</summary>
public static class WhatsAppWords
{
    public static string Of(WhatsAppMessage message) => message switch
    {
        { Template: { } template } => $"Template {template.Name} ({template.Language})",
        { Media: { } media } => Line(Type(message), media.Caption ?? media.Filename),
        { Poll: { } poll } => Line("Poll", poll.Question),
        { Interactive: { } words } => words.Body,
        { Location: { } place } => Line("Place", place.Name ?? place.Address ?? $"{place.Latitude}, {place.Longitude}"),
        { Contact: { Count: > 0 } people } => Line("Contact", string.Join(", ", people.Select(p => p.Name))),
        { Reaction: { } reaction } => reaction.Emoji is { Length: > 0 } emoji ? $"Reaction {emoji}" : "Reaction taken away",
        { Choice: { } choice } => Line("Choice", choice.Title),
        { Content: { Length: > 0 } content } => content,
        _ => Type(message),
    };

    private static string Type(WhatsAppMessage message) => message.Type.Length == 0 ? "–" : char.ToUpperInvariant(message.Type[0]) + message.Type[1..];

    private static string Line(string kind, string? words) => string.IsNullOrEmpty(words) ? kind : $"{kind}: {words}";
}
