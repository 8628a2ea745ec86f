using System.Globalization;
using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>Reads places, people, polls and reactions that are to be sent, with each fault named by its field.</summary>
/// <remarks>Lengths: Meta's documentation of the Cloud API, Messages; those of polls are WhatsApp's own.</remarks>
internal static class PartReader
{
    private const int LongestName = 256, LongestEmail = 254, MostCards = 10, MostPhones = 5, LongestQuestion = 255, LongestOption = 100, FewestOptions = 2, MostOptions = 12, LongestEmoji = 32;

    public static WhatsAppContent Location(Fields fields, LocationPart place) => new WhatsAppContent.Location(
        Degrees(fields, "location.latitude", place.Latitude, 90), Degrees(fields, "location.longitude", place.Longitude, 180),
        ContentReader.MaybeWords(fields, "location.name", place.Name, LongestName), ContentReader.MaybeWords(fields, "location.address", place.Address, LongestName));

    public static WhatsAppContent Contact(Fields fields, ContactParts people)
    {
        if (people.Cards.Count is 0 or > MostCards)
            fields.Add("contact", $"'contact' has {people.Cards.Count} people; 1 to {MostCards} can be sent at once.");
        return new WhatsAppContent.Contact([.. people.Cards.Take(MostCards).Select((card, i) => Card(fields, $"contact[{i}]", card))]);
    }

    public static WhatsAppContent Poll(Fields fields, PollPart poll)
    {
        var question = ContentReader.Words(fields, "poll.question", poll.Question, LongestQuestion);
        var options = poll.Options ?? [];
        if (options.Count is < FewestOptions or > MostOptions)
            fields.Add("poll.options", $"'poll.options' has {options.Count} options; {FewestOptions} to {MostOptions} are allowed.");
        for (var i = 0; i < options.Count && i < MostOptions; i++)
        {
            ContentReader.Words(fields, $"poll.options[{i}]", options[i], LongestOption);
            if (options.Take(i).Contains(options[i]))
                fields.Add($"poll.options[{i}]", $"'poll.options[{i}]' is there twice.");
        }

        fields.Range("poll.max_choices", poll.MaxChoices, 1, Math.Max(FewestOptions, options.Count));
        return new WhatsAppContent.Poll(question, options, poll.MaxChoices ?? 1);
    }

    public static WhatsAppContent Reaction(Fields fields, ReactionPart reaction)
    {
        var id = fields.Required("reaction.message_id", "the id of the message to react to, such as msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M", reaction.MessageId);
        var emoji = fields.Optional("reaction.emoji", reaction.Emoji);
        if (emoji is null)
            fields.Add("reaction.emoji", "'reaction.emoji' is required: one emoji, or empty to take the reaction away.");
        else if (emoji.Length > 0 && !IsEmoji(emoji))
            fields.Add("reaction.emoji", "'reaction.emoji' must be one emoji, or empty to take the reaction away.");
        return new WhatsAppContent.Reaction("", emoji ?? "", id);
    }

    private static double Degrees(Fields fields, string name, double? degrees, int most)
    {
        if (degrees is null)
            fields.Add(name, $"'{name}' is required: degrees from -{most} to {most}.");
        else if (!(Math.Abs(degrees.Value) <= most))
            fields.Add(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {degrees}; it must be -{most} to {most}."));
        return degrees ?? 0;
    }

    private static ContactCard Card(Fields fields, string at, ContactPart card)
    {
        var phones = card.Phones ?? [];
        if (phones.Count is 0 or > MostPhones)
            fields.Add($"{at}.phones", $"'{at}.phones' has {phones.Count} numbers; 1 to {MostPhones} are allowed.");
        for (var i = 0; i < phones.Count && i < MostPhones; i++)
            if (PhoneNumber.Read(phones[i], out _) is { } wrong)
                fields.Add($"{at}.phones[{i}]", wrong);
        var email = ContentReader.MaybeWords(fields, $"{at}.email", card.Email, LongestEmail);
        if (email is not null && (!email.Contains('@') || email.Any(char.IsWhiteSpace)))
            fields.Add($"{at}.email", $"'{at}.email' must be an address such as grace@example.com.");
        return new(ContentReader.Words(fields, $"{at}.name", card.Name, LongestName), phones, ContentReader.MaybeWords(fields, $"{at}.organization", card.Organization, LongestName), email);
    }

    /// <summary>One character as a person sees it, and none that words are made of.</summary>
    private static bool IsEmoji(string text) =>
        text.Length <= LongestEmoji && StringInfo.GetNextTextElementLength(text) == text.Length && text.Any(c => c > 0xFF) && !text.Any(char.IsLetter);
}
