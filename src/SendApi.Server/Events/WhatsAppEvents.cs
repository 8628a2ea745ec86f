using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Server.Events;

/// <summary>What all events of a WhatsApp message that was sent tell of it. Never its words.</summary>
public abstract record MessageData
{
    /// <summary>What all have comes before what one has.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First), Description("The id of the message, as the send answered it.")]
    public required string MessageId { get; init; }

    [JsonPropertyOrder(First), Description("The session that it went through.")]
    public required string SessionId { get; init; }

    [JsonPropertyOrder(First), Description("The recipient.")]
    public required string To { get; init; }

    [JsonPropertyOrder(First), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Your own notes, as they were sent.")]
    public JsonElement? Metadata { get; init; }
}

/// <summary>The data of <c>message.sent</c>.</summary>
public sealed record MessageSentData : MessageData
{
    [Description("When WhatsApp took it.")]
    public required DateTime SentAt { get; init; }
}

/// <summary>The data of <c>message.delivered</c>.</summary>
public sealed record MessageDeliveredData : MessageData
{
    [Description("When it is known to have reached the phone.")]
    public required DateTime DeliveredAt { get; init; }
}

/// <summary>The data of <c>message.read</c>.</summary>
public sealed record MessageReadData : MessageData
{
    [Description("When it is known to have been opened.")]
    public required DateTime ReadAt { get; init; }
}

/// <summary>The data of <c>message.failed</c>.</summary>
public sealed record MessageFailedData : MessageData
{
    [Description("A number of the error catalogue.")]
    public required long ErrorCode { get; init; }

    [Description("What happened, for a person.")]
    public required string ErrorMessage { get; init; }

    [Description("When that became known.")]
    public required DateTime FailedAt { get; init; }
}

/// <summary>The data of <c>message.uncertain</c>.</summary>
public sealed record MessageUncertainData : MessageData
{
    [Description("A number of the error catalogue.")]
    public required long ErrorCode { get; init; }

    [Description("What happened, for a person.")]
    public required string ErrorMessage { get; init; }

    [Description("When that became known.")]
    public required DateTime UncertainAt { get; init; }
}

/// <summary>The data of <c>message.received</c>. Unlike other events it holds the words themselves.</summary>
public sealed record MessageReceivedData
{
    [Description("The id of the message.")]
    public required string MessageId { get; init; }

    [Description("The session that it came to.")]
    public required string SessionId { get; init; }

    [Description("Who wrote it.")]
    public required string From { get; init; }

    [Description("What it is: which of the parts it has."), AllowedValues("text", "image", "video", "audio", "document", "location", "contact", "template", "interactive", "poll", "reaction", "choice", "other")]
    public required string Type { get; init; }

    [Description("The words, of a text.")]
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

    [Description("When it came.")]
    public required DateTime ReceivedAt { get; init; }
}

/// <summary>What all events of a session tell of it.</summary>
public abstract record SessionData
{
    /// <summary>What all have comes before what one has.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First), Description("The session's id.")]
    public required string SessionId { get; init; }

    [JsonPropertyOrder(First), Description("The session's number.")]
    public required long NumberId { get; init; }

    [JsonPropertyOrder(First), Description("The name that you gave it.")]
    public required string Name { get; init; }

    [JsonPropertyOrder(First), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Its phone number, once a phone was paired.")]
    public string? PhoneNumber { get; init; }
}

/// <summary>The data of <c>session.connected</c>.</summary>
public sealed record SessionConnectedData : SessionData
{
    [Description("When it was proven to be connected.")]
    public required DateTime ConnectedAt { get; init; }
}

/// <summary>The data of <c>session.disconnected</c>.</summary>
public sealed record SessionDisconnectedData : SessionData
{
    [Description("Why, for a person.")]
    public required string Reason { get; init; }

    [Description("When that became known.")]
    public required DateTime DisconnectedAt { get; init; }
}

/// <summary>The data of <c>session.qr</c>.</summary>
public sealed record SessionQrData : SessionData
{
    [Description("The code as a picture, a `data:` address of a PNG.")]
    public required string QrCode { get; init; }

    [Description("Until when it can be scanned.")]
    public required DateTime QrExpiresAt { get; init; }
}

/// <summary>The data of <c>session.banned</c>.</summary>
public sealed record SessionBannedData : SessionData
{
    [Description("When that became known.")]
    public required DateTime BannedAt { get; init; }
}

/// <summary>What the events of a template tell of it.</summary>
public abstract record TemplateData
{
    /// <summary>What all have comes before what one has.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First), Description("The template's id.")]
    public required string TemplateId { get; init; }

    [JsonPropertyOrder(First), Description("The session whose business account it belongs to.")]
    public required string SessionId { get; init; }

    [JsonPropertyOrder(First), Description("Its name.")]
    public required string Name { get; init; }

    [JsonPropertyOrder(First), Description("Its language, such as en_US.")]
    public required string Language { get; init; }
}

/// <summary>The data of <c>template.approved</c>.</summary>
public sealed record TemplateApprovedData : TemplateData
{
    [Description("When that became known.")]
    public required DateTime ApprovedAt { get; init; }
}

/// <summary>The data of <c>template.rejected</c>.</summary>
public sealed record TemplateRejectedData : TemplateData
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Why, in Meta's words.")]
    public string? Reason { get; init; }

    [Description("When that became known.")]
    public required DateTime RejectedAt { get; init; }
}
