using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Core.WhatsApp;

namespace SendApi.Server.Events;

/// <summary>A place, as it is sent and shown.</summary>
public sealed record LocationPart
{
    [Description("In degrees, -90 to 90.")]
    public double? Latitude { get; init; }

    [Description("In degrees, -180 to 180.")]
    public double? Longitude { get; init; }

    public string? Name { get; init; }
    public string? Address { get; init; }
}

/// <summary>A person of an address book, as it is sent and shown.</summary>
public sealed record ContactPart
{
    public string? Name { get; init; }

    [Description("In E.164 where they are sent; as the phone spelled them where they were received.")]
    public IReadOnlyList<string>? Phones { get; init; }

    public string? Organization { get; init; }
    public string? Email { get; init; }
}

/// <summary>A poll, as it is sent and shown.</summary>
public sealed record PollPart
{
    public string? Question { get; init; }
    public IReadOnlyList<string>? Options { get; init; }

    [Description("How many options one person may choose; 1 without it.")]
    public int? MaxChoices { get; init; }
}

/// <summary>An emoji under another message, as it is sent and shown.</summary>
public sealed record ReactionPart
{
    [Description("The message that it stands under; left out where that is not known here.")]
    public string? MessageId { get; init; }

    [Description("One emoji; empty where it was taken away.")]
    public string? Emoji { get; init; }
}

/// <summary>A button under words, as it is sent and shown.</summary>
public sealed record ButtonPart
{
    [Description("Comes back with the choice.")]
    public string? Id { get; init; }

    public string? Title { get; init; }
}

/// <summary>A list that opens, as it is sent and shown.</summary>
public sealed record ListPart
{
    [Description("What stands on the button that opens it.")]
    public string? Button { get; init; }

    public IReadOnlyList<SectionPart>? Sections { get; init; }
}

/// <summary>One part of a list.</summary>
public sealed record SectionPart
{
    [Description("Needed where there are several.")]
    public string? Title { get; init; }

    public IReadOnlyList<RowPart>? Rows { get; init; }
}

/// <summary>One thing that a person can choose of a list.</summary>
public sealed record RowPart
{
    [Description("Comes back with the choice.")]
    public string? Id { get; init; }

    public string? Title { get; init; }
    public string? Description { get; init; }
}

/// <summary>Words with buttons or with a list, as they are shown.</summary>
public sealed record InteractiveView
{
    public required string Body { get; init; }
    public string? Header { get; init; }
    public string? Footer { get; init; }
    public IReadOnlyList<ButtonPart>? Buttons { get; init; }
    public ListPart? List { get; init; }
}

/// <summary>What somebody chose.</summary>
public sealed record ChoiceView
{
    [Description("The id of the button or the row. The options of a poll have no ids: there it is the options themselves, one a line, and empty where a vote was taken back.")]
    public required string Id { get; init; }

    public required string Title { get; init; }

    [Description("The message that was answered; left out where that is not known here.")]
    public string? MessageId { get; init; }
}

/// <summary>The file of a message.</summary>
public sealed record MessageMediaView
{
    [Description("Ask for it at `/v1/whatsapp/media/{id}`, and for its bytes at `/v1/whatsapp/media/{id}/content`.")]
    public required string Id { get; init; }

    [Description("Received files are `pending` until they are fetched from the gateway, and `failed` where they could not be."), AllowedValues("pending", "stored", "failed")]
    public required string State { get; init; }

    public required string ContentType { get; init; }
    public string? Filename { get; init; }

    [Description("In bytes; left out while it is not known.")]
    public long? Size { get; init; }

    public string? Caption { get; init; }
}

/// <summary>What a message holds beyond words, each kind under its own name.</summary>
public sealed record MessageParts
{
    public static readonly MessageParts None = new();

    public MessageMediaView? Media { get; init; }
    public LocationPart? Location { get; init; }
    public IReadOnlyList<ContactPart>? Contact { get; init; }
    public InteractiveView? Interactive { get; init; }
    public PollPart? Poll { get; init; }
    public ReactionPart? Reaction { get; init; }
    public ChoiceView? Choice { get; init; }

    /// <summary>The parts of content; none of a text, and of one whose words were taken out.</summary>
    /// <param name="mediaState">How its file stands, where it has one.</param>
    public static MessageParts Of(WhatsAppContent? content, string mediaState) => content switch
    {
        WhatsAppContent.Media media => new() { Media = Of(media, mediaState) },
        WhatsAppContent.Location place => new() { Location = new() { Latitude = place.Latitude, Longitude = place.Longitude, Name = place.Name, Address = place.Address } },
        WhatsAppContent.Contact contact => new() { Contact = [.. contact.Cards.Select(c => new ContactPart { Name = c.Name, Phones = c.Phones, Organization = c.Organization, Email = c.Email })] },
        WhatsAppContent.Interactive interactive => new() { Interactive = Of(interactive) },
        WhatsAppContent.Poll poll => new() { Poll = new() { Question = poll.Question, Options = poll.Options, MaxChoices = poll.MostChosen } },
        WhatsAppContent.Reaction reaction => new() { Reaction = new() { MessageId = reaction.Of, Emoji = reaction.Emoji } },
        WhatsAppContent.Choice choice => new() { Choice = new() { Id = choice.Id, Title = choice.Title, MessageId = choice.Of } },
        _ => None,
    };

    private static MessageMediaView Of(WhatsAppContent.Media media, string state) => new()
    {
        Id = media.File.Id,
        State = state,
        ContentType = media.File.ContentType,
        Filename = media.File.Filename,
        Size = media.File.Size > 0 ? media.File.Size : null,
        Caption = media.Caption,
    };

    private static InteractiveView Of(WhatsAppContent.Interactive interactive) => new()
    {
        Body = interactive.Body,
        Header = interactive.Header,
        Footer = interactive.Footer,
        Buttons = interactive.List is null ? [.. interactive.Buttons.Select(b => new ButtonPart { Id = b.Id, Title = b.Title })] : null,
        List = interactive.List is not { } list ? null : new()
        {
            Button = list.Button,
            Sections = [.. list.Sections.Select(s => new SectionPart { Title = s.Title, Rows = [.. s.Rows.Select(r => new RowPart { Id = r.Id, Title = r.Title, Description = r.Description })] })],
        },
    };
}

/// <summary>The names that kinds of content have on the API.</summary>
public static class ContentNames
{
    public static string Of(ContentKind kind) => kind switch
    {
        ContentKind.Text => "text",
        ContentKind.Image => "image",
        ContentKind.Video => "video",
        ContentKind.Audio => "audio",
        ContentKind.Document => "document",
        ContentKind.Location => "location",
        ContentKind.Contact => "contact",
        ContentKind.Template => "template",
        ContentKind.Interactive => "interactive",
        ContentKind.Poll => "poll",
        ContentKind.Reaction => "reaction",
        ContentKind.Choice => "choice",
        _ => "other",
    };
}
