using System.Text.Json;

namespace SendApi.Client;

/// <summary>What all events of a WhatsApp message that was sent tell of it. Never its words.</summary>
public abstract record WhatsAppEventData : EventData
{
    /// <summary>The id of the message, as the send answered it.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>The session that it went through.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>Your own notes, as they were sent.</summary>
    public JsonElement? Metadata { get; init; }
}

/// <summary>The data of <c>message.sent</c>.</summary>
public sealed record MessageSentData : WhatsAppEventData
{
    /// <summary>When WhatsApp took it.</summary>
    public DateTimeOffset SentAt { get; init; }
}

/// <summary>The data of <c>message.delivered</c>.</summary>
public sealed record MessageDeliveredData : WhatsAppEventData
{
    /// <summary>When it is known to have reached the phone.</summary>
    public DateTimeOffset DeliveredAt { get; init; }
}

/// <summary>The data of <c>message.read</c>.</summary>
public sealed record MessageReadData : WhatsAppEventData
{
    /// <summary>When it is known to have been opened.</summary>
    public DateTimeOffset ReadAt { get; init; }
}

/// <summary>The data of <c>message.failed</c>.</summary>
public sealed record MessageFailedData : WhatsAppEventData
{
    /// <summary>A number of the error catalogue: see <see cref="SendApiErrors"/>.</summary>
    public int ErrorCode { get; init; }

    /// <summary>What happened, for a person.</summary>
    public string ErrorMessage { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset FailedAt { get; init; }
}

/// <summary>The data of <c>message.uncertain</c>.</summary>
public sealed record MessageUncertainData : WhatsAppEventData
{
    /// <summary>A number of the error catalogue: see <see cref="SendApiErrors"/>.</summary>
    public int ErrorCode { get; init; }

    /// <summary>What happened, for a person.</summary>
    public string ErrorMessage { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset UncertainAt { get; init; }
}

/// <summary>The data of <c>message.received</c>. Unlike other events it holds the words themselves.</summary>
public sealed record MessageReceivedData : EventData
{
    /// <summary>The id of the message.</summary>
    public string MessageId { get; init => field = value ?? ""; } = "";

    /// <summary>The session that it came to.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>Who wrote it.</summary>
    public string From { get; init => field = value ?? ""; } = "";

    /// <summary>What it is: see <see cref="WhatsAppType"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>The words, of a text.</summary>
    public string? Content { get; init; }

    /// <summary>The file, of image, video, audio and document.</summary>
    public WhatsAppMessageMedia? Media { get; init; }

    /// <summary>The place, of location.</summary>
    public WhatsAppLocation? Location { get; init; }

    /// <summary>The people, of contact.</summary>
    public IReadOnlyList<WhatsAppContactCard>? Contact { get; init; }

    /// <summary>The words with buttons or a list, of interactive.</summary>
    public WhatsAppInteractive? Interactive { get; init; }

    /// <summary>The poll, of poll.</summary>
    public WhatsAppPoll? Poll { get; init; }

    /// <summary>The emoji and the message that it stands under, of reaction.</summary>
    public WhatsAppReaction? Reaction { get; init; }

    /// <summary>What was chosen of buttons, a list or a poll, of choice.</summary>
    public WhatsAppChoice? Choice { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>What all events of a session tell of it.</summary>
public abstract record SessionEventData : EventData
{
    /// <summary>The session's id.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>The session's number.</summary>
    public long NumberId { get; init; }

    /// <summary>The name that you gave it.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its phone number, once a phone was paired.</summary>
    public string? PhoneNumber { get; init; }
}

/// <summary>The data of <c>session.connected</c>.</summary>
public sealed record SessionConnectedData : SessionEventData
{
    /// <summary>When it was proven to be connected.</summary>
    public DateTimeOffset ConnectedAt { get; init; }
}

/// <summary>The data of <c>session.disconnected</c>.</summary>
public sealed record SessionDisconnectedData : SessionEventData
{
    /// <summary>Why, for a person.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset DisconnectedAt { get; init; }
}

/// <summary>The data of <c>session.qr</c>.</summary>
public sealed record SessionQrData : SessionEventData
{
    /// <summary>The code as a picture, a <c>data:</c> address of a PNG.</summary>
    public string QrCode { get; init => field = value ?? ""; } = "";

    /// <summary>Until when it can be scanned.</summary>
    public DateTimeOffset QrExpiresAt { get; init; }
}

/// <summary>The data of <c>session.banned</c>.</summary>
public sealed record SessionBannedData : SessionEventData
{
    /// <summary>When that became known.</summary>
    public DateTimeOffset BannedAt { get; init; }
}

/// <summary>What the events of a template tell of it.</summary>
public abstract record TemplateEventData : EventData
{
    /// <summary>The template's id.</summary>
    public string TemplateId { get; init => field = value ?? ""; } = "";

    /// <summary>The session whose business account it belongs to.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its language.</summary>
    public string Language { get; init => field = value ?? ""; } = "";
}

/// <summary>The data of <c>template.approved</c>.</summary>
public sealed record TemplateApprovedData : TemplateEventData
{
    /// <summary>When that became known.</summary>
    public DateTimeOffset ApprovedAt { get; init; }
}

/// <summary>The data of <c>template.rejected</c>.</summary>
public sealed record TemplateRejectedData : TemplateEventData
{
    /// <summary>Why, in Meta's words.</summary>
    public string? Reason { get; init; }

    /// <summary>When that became known.</summary>
    public DateTimeOffset RejectedAt { get; init; }
}
