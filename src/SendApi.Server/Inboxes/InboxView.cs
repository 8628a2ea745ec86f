using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SendApi.Server.Inboxes;

/// <summary>A message on a simulated phone.</summary>
public sealed partial record InboxMessageView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "simulator.message";

    [AllowedValues(Inbox.Sms, Inbox.WhatsApp)]
    public required string Channel { get; init; }

    [Description("The phone that shows it.")]
    public required string Phone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What the phone shows as the sender: the sender id, or the number of the session; null for the carrier's default.")]
    public required string? From { get; init; }

    [Description("The words as they arrived, put together from their parts. Of what is more than words, the words in it; of a template, what fills its places. The beginning of a longer one, 1,600 characters.")]
    public required string Text { get; init; }

    [AllowedValues("text", "image", "video", "audio", "document", "location", "contact", "template", "interactive", "poll"), Description("What it is; a text by SMS is `text`.")]
    public required string Kind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The one-time code in it, where it is the message of a verification.")]
    public required string? Code { get; init; }

    [Description("The message of yours that arrived.")]
    public required string MessageId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    internal static InboxMessageView Of(OwnArrival own)
    {
        var (kept, arrival) = (own.Kept, own.Kept.Arrival);
        return new()
        {
            Id = kept.Id,
            Channel = arrival.Channel,
            Phone = arrival.Phone,
            From = own.Sender,
            Text = arrival.Text,
            Kind = arrival.Kind,
            // The words of a code begin with it, in every language.
            Code = own.IsCode && CodeForm().Match(arrival.Text) is { Success: true } code ? code.Value : null,
            MessageId = own.MessageId,
            ReceivedAt = kept.At.UtcDateTime,
        };
    }

    [GeneratedRegex("(?<![0-9])[0-9]{4,8}(?![0-9])")]
    private static partial Regex CodeForm();
}

/// <summary>A simulated phone that got something.</summary>
public sealed record InboxPhoneView(
    string Phone,
    [property: Description("How many messages it shows.")] long Count,
    [property: Description("When the newest of them arrived.")] DateTime LastTextAt,
    [property: Description("The channels that they came by: `sms`, `whatsapp`.")] IReadOnlyList<string> Channels)
{
    public string Object { get; init; } = "simulator.phone";
}
