using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>A message as the store keeps it.</summary>
public sealed record MessageRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string KeyId { get; init; }
    public required string Recipient { get; init; }
    public string? Sender { get; init; }
    public required string Content { get; init; }

    /// <summary>The words as they are to travel, sealed, where <see cref="Content"/> does not hold them all: a one-time code must not be readable in the store. Gone once it has left.</summary>
    public string? Sealed { get; init; }

    /// <summary>The verification whose code it brings, or null.</summary>
    public string? VerificationId { get; init; }
    public required long Encoding { get; init; }
    public required long Segments { get; init; }

    /// <summary>What all segments cost together, in millionths; 0 where nothing is charged.</summary>
    public long Price { get; init; }
    public required long Status { get; init; }

    /// <summary>A <see cref="Core.Messages.TrafficClass"/>.</summary>
    public long TrafficClass { get; init; } = (long)Core.Messages.TrafficClass.Transactional;

    /// <summary>The batch it came with, or null.</summary>
    public string? BatchId { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public long? SendAt { get; init; }
    public required long ValidUntil { get; init; }
    public string? CallbackUrl { get; init; }
    public string? Metadata { get; init; }
    public string? Provider { get; init; }
    public long? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }

    /// <summary>The lease on its queue entry, where the statement joined it: held by a worker that is sending it.</summary>
    public string? LeaseToken { get; init; }

    /// <summary>The status a person should see: a leased message is being sent. An uncertain one that is sent once more stays uncertain, since a status only moves forward.</summary>
    public MessageStatus ShownStatus => LeaseToken is null || (MessageStatus)Status >= MessageStatus.Uncertain ? (MessageStatus)Status : MessageStatus.Sending;

    /// <summary>Whether it goes by WhatsApp. Then <see cref="Sender"/> is the session's id, <see cref="Encoding"/> is the <see cref="ContentKind"/> that <see cref="Content"/> is to be read as, and it is one segment.</summary>
    public bool IsWhatsApp => Id.StartsWith(Ids.WhatsApp, StringComparison.Ordinal);

    /// <summary>What a WhatsApp message holds; null after it was taken out for its age.</summary>
    public WhatsAppContent? WhatsAppContent => ContentText.Read((ContentKind)Encoding, Content);

    /// <summary>What the link of a session needs of it.</summary>
    public WhatsAppSubmission WhatsAppSubmission() => new(Id, PhoneNumber.Trusted(Recipient), WhatsAppContent ?? throw new InvalidOperationException("Its words were taken out."), Times.FromMicros(ValidUntil));

    /// <summary>What a connector of texts needs of it.</summary>
    public SmsSubmission Submission() => new(
        Id, PhoneNumber.Trusted(Recipient), Sender is null ? null : SenderId.Trusted(Sender),
        SmsText.Trusted(Content, (SmsEncoding)Encoding, (int)Segments), Times.FromMicros(ValidUntil));
}
