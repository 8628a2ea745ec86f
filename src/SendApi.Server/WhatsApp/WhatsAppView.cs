using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
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

    [AllowedValues("text", "template")]
    public string Type { get; init; } = "text";

    [Description("Where it stands; it only moves forward. What people wrote is `received`."), AllowedValues("accepted", "sent", "delivered", "read", "failed", "uncertain", "canceled", Received)]
    public required string Status { get; init; }

    [Description("The recipient, of one that was sent; redacted after it was taken out for its age, or because the person asked for it.")]
    public string? To { get; init; }

    [Description("Who wrote it, of one that was received.")]
    public string? From { get; init; }

    [Description("The words; left out where it was just accepted, and after they were taken out for their age.")]
    public string? Content { get; init; }

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

    [Description("The timeline; only where one message is asked for.")]
    public IReadOnlyList<WhatsAppEventView>? Events { get; init; }

    /// <summary>The answer to a send: what was accepted.</summary>
    public static WhatsAppView Accepted(MessageRow row) => new()
    {
        Id = row.Id,
        Direction = Out,
        SessionId = row.Sender ?? "",
        Type = (ContentKind)row.Encoding == ContentKind.Template ? "template" : "text",
        Status = WhatsAppStatuses.Name(row.ShownStatus),
        To = row.Recipient,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        SendAt = Times.FromMicros(row.SendAt)?.UtcDateTime,
        CallbackUrl = row.CallbackUrl,
        Metadata = row.Metadata is null ? null : ApiJson.Read<JsonElement>(row.Metadata),
    };

    /// <summary>The message as it stands.</summary>
    public static WhatsAppView Of(MessageRow row) => Accepted(row) with
    {
        Content = (row.WhatsAppContent as WhatsAppContent.Text)?.Body,
        Template = TemplateContentView.Of(row.WhatsAppContent as WhatsAppContent.Template),
        UpdatedAt = Times.FromMicros(row.UpdatedAt).UtcDateTime,
        ValidUntil = Times.FromMicros(row.ValidUntil).UtcDateTime,
        Error = MessageErrorView.Of(row),
    };

    public static WhatsAppView Of(InboundMessage row) => new()
    {
        Id = row.Id,
        Direction = In,
        SessionId = row.SessionId,
        Status = Received,
        From = row.Sender,
        Content = row.Content.Length > 0 ? row.Content : null,
        CreatedAt = Times.FromMicros(row.ReceivedAt).UtcDateTime,
    };
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
        return Times.FromMicros(session.PacedUntil) is { } until && until > now ? new($"It would be too much: {session.PacedWhy}.", until.UtcDateTime) : null;
    }
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

    // The facts are stored under the names they are answered with.
    public static WhatsAppEventView Of(EventRow row) => ApiJson.Read<WhatsAppEventView>(row.Data) with { Type = row.Type, At = Times.FromMicros(row.At).UtcDateTime };
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
