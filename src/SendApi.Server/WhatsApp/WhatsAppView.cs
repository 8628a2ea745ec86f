using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A WhatsApp message as the API answers it, sent or received.</summary>
public sealed record WhatsAppView
{
    private const string In = "in", Out = "out", Received = "received";

    public required string Id { get; init; }
    public string Object { get; init; } = "whatsapp.message";

    [AllowedValues(In, Out)]
    public required string Direction { get; init; }

    [Description("The session that it goes through, or came to.")]
    public required string SessionId { get; init; }

    [AllowedValues("text", "image", "video", "audio", "document", "location", "contact", "template", "interactive", "poll", "reaction", "choice", "other"), Description("What it is: which of the parts it has. `choice` is what somebody chose, `other` what this server does not understand.")]
    public required string Type { get; init; }

    [Description("Where it stands; it only moves forward. What people wrote is `received`."), AllowedValues("accepted", "sent", "delivered", "read", "failed", "uncertain", "canceled", Received)]
    public required string Status { get; init; }

    [Description("The recipient, of one that was sent; redacted after it was taken out for its age, or because the person asked for it.")]
    public string? To { get; init; }

    [Description("Who wrote it, of one that was received.")]
    public string? From { get; init; }

    [Description("The words of a text; left out where it was just accepted, and after they were taken out for their age. So are the other parts.")]
    public string? Content { get; init; }

    [Description("The file, of image, video, audio and document.")]
    public MessageMediaView? Media { get; init; }

    public LocationPart? Location { get; init; }
    public IReadOnlyList<ContactPart>? Contact { get; init; }
    public InteractiveView? Interactive { get; init; }
    public PollPart? Poll { get; init; }

    [Description("The emoji, and the message that it stands under.")]
    public ReactionPart? Reaction { get; init; }

    [Description("What was chosen of buttons, a list or a poll.")]
    public ChoiceView? Choice { get; init; }

    [Description("The template that it is, and what filled its places.")]
    public TemplateContentView? Template { get; init; }

    public required DateTime CreatedAt { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public DateTime? SendAt { get; init; }

    [Description("Until when it is tried.")]
    public DateTime? ValidUntil { get; init; }

    public string? CallbackUrl { get; init; }

    [Description("Your own notes, as they were sent.")]
    public JsonElement? Metadata { get; init; }

    [Description("Why it did not arrive.")]
    public MessageErrorView? Error { get; init; }

    [Description("Why it has not left yet, and until when that is so; only where one message is asked for.")]
    public WaitingView? Waiting { get; init; }

    [Description("What it falls back to; where it was just accepted, or one message is asked for.")]
    public FallbackView? Fallback { get; init; }

    [Description("The timeline; only where one message is asked for.")]
    public IReadOnlyList<WhatsAppEventView>? Events { get; init; }

    /// <summary>The answer to a send: what was accepted.</summary>
    public static WhatsAppView Accepted(MessageRow row) => new()
    {
        Id = row.Id,
        Direction = Out,
        SessionId = row.Sender ?? "",
        Type = ContentNames.Of((ContentKind)row.Encoding),
        Status = WhatsAppStatuses.Name(row.ShownStatus),
        To = row.Recipient,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        SendAt = Times.FromMicros(row.SendAt)?.UtcDateTime,
        CallbackUrl = row.CallbackUrl,
        Metadata = row.Metadata is null ? null : ApiJson.Read<JsonElement>(row.Metadata),
    };

    /// <summary>The message as it stands.</summary>
    public static WhatsAppView Of(MessageRow row) => (Accepted(row) with
    {
        Template = TemplateContentView.Of(row.WhatsAppContent as WhatsAppContent.Template),
        UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
        ValidUntil = Times.FromMicros(row.ValidUntil).UtcDateTime,
        Error = MessageErrorView.Of(row),
    }).With(row.WhatsAppContent);

    public static WhatsAppView Of(InboundMessage row) => new WhatsAppView
    {
        Id = row.Id,
        Direction = In,
        SessionId = row.SessionId,
        Type = ContentNames.Of((ContentKind)row.Kind),
        Status = Received,
        From = row.Sender,
        CreatedAt = Times.FromMicros(row.ReceivedAt).UtcDateTime,
    }.With(ContentText.Read((ContentKind)row.Kind, row.Content));

    /// <summary>The file that is kept for a message that was just accepted; its name and the words under it are given back later only.</summary>
    public WhatsAppView WithFile(MediaFile file) => this with
    {
        Media = new() { Id = file.Id, State = MediaView.NameOf(MediaState.Stored), ContentType = file.ContentType, Size = file.Size },
    };

    /// <summary>The messages with their files as they stand now.</summary>
    public static async Task<List<WhatsAppView>> WithFiles(Session session, IReadOnlyList<WhatsAppView> views)
    {
        var files = await MediaRows.All(session, [.. views.Where(v => v.Media is not null).Select(v => v.Media!.Id)]);
        return [.. views.Select(v => v.Media is { } media && files.GetValueOrDefault(media.Id) is { } file ? v with { Media = MediaView.Shown(media, file) } : v)];
    }

    private WhatsAppView With(WhatsAppContent? content)
    {
        var parts = MessageParts.Of(content, MediaView.NameOf(MediaState.Stored));
        return this with
        {
            Content = (content as WhatsAppContent.Text)?.Body,
            Media = parts.Media,
            Location = parts.Location,
            Contact = parts.Contact,
            Interactive = parts.Interactive,
            Poll = parts.Poll,
            Reaction = parts.Reaction,
            Choice = parts.Choice,
        };
    }
}

/// <summary>Which template a message is.</summary>
public sealed record TemplateContentView(string Name, string Language, [property: Description("What filled its places, as it was sent.")] JsonElement Components)
{
    public static TemplateContentView? Of(WhatsAppContent.Template? content) => content is null ? null : new(content.Name, content.Language, TemplateJson.Parse(content.Components));
}

/// <summary>Why a message has not left yet.</summary>
public sealed record WaitingView(
    string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Until when; null where nobody can tell.")] DateTime? Until)
{
    /// <summary>Null for one that waits for nothing but its turn, or that has left.</summary>
    public static WaitingView? Of(MessageRow message, SessionRow? session, DateTimeOffset now)
    {
        if (message.ShownStatus > MessageStatus.Queued)
            return null;
        if (Times.FromMicros(message.SendAt) is { } at && at > now)
            return new("It is to leave at its time.", at.UtcDateTime);
        if (session is null)
            return null;
        if (session.StateAt(now) != SessionStatus.Connected)
            return new($"Its session is {session.StateAt(now).Name()}.", null);
        if (session.Rest.Until is { } rested && rested > now)
            return new($"Its number pauses: {session.Rest.Why}.", rested.UtcDateTime);
        return Times.FromMicros(session.PacedUntil) is { } until && until > now ? new($"It would be too much: {session.PacedWhy}.", until.UtcDateTime) : null;
    }
}

/// <summary>What a message falls back to.</summary>
public sealed record FallbackView(
    [property: AllowedValues(Channels.Sms)] string Channel,
    [property: Description("How many seconds it may take WhatsApp to deliver the message.")] long AfterSeconds)
{
    [Description("The text that was sent in its place.")]
    public string? MessageId { get; init; }

    [Description("Why it was sent, or why it could not be.")]
    public string? Reason { get; init; }

    public static FallbackView? Of(FallbackRow? row) => row is null ? null : new(Channels.Sms, row.AfterSeconds) { MessageId = row.SmsId, Reason = row.Reason };
}

/// <summary>One line of a message's timeline.</summary>
public sealed record WhatsAppEventView(string Type, DateTime At)
{
    public long? Attempt { get; init; }
    public string? Outcome { get; init; }
    public string? Reason { get; init; }

    [Description("WhatsApp's own ids of it, of an attempt that was accepted.")]
    public IReadOnlyList<string>? ProviderIds { get; init; }

    [Description("The id that a report is about.")]
    public string? ProviderId { get; init; }

    [Description("What the gateway reported.")]
    public string? State { get; init; }

    public DateTime? NextAttemptAt { get; init; }

    [Description("The text that was sent in its place.")]
    public string? MessageId { get; init; }

    [Description("What was said to the gateway and by it, as it travelled: of an attempt and of a report, as long as it is kept.")]
    public IReadOnlyList<ExchangeView>? Exchanges { get; init; }

    // The facts are stored under the names they are answered with.
    public static WhatsAppEventView Of(EventRow row) =>
        ApiJson.Read<WhatsAppEventView>(row.Data) with { Type = row.Type, At = Times.FromMicros(row.At).UtcDateTime, Exchanges = ExchangeView.Of(row) };
}

/// <summary>The names of the statuses of WhatsApp messages: fewer than those of texts.</summary>
public static class WhatsAppStatuses
{
    /// <summary>The stored statuses of each name.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<MessageStatus>> Named =
        Enum.GetValues<MessageStatus>().GroupBy(Name).ToDictionary(g => g.Key, g => (IReadOnlyList<MessageStatus>)[.. g]);

    public static string Name(MessageStatus status) => status switch
    {
        MessageStatus.Scheduled or MessageStatus.Queued or MessageStatus.Sending => "accepted",
        MessageStatus.Undelivered => "failed",
        _ => status.Name(),
    };
}
