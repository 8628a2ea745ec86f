using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A file as the API answers it.</summary>
public sealed record MediaView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "whatsapp.media";

    [Description("Received files are `pending` until they are fetched from the gateway, and `failed` where they could not be."), AllowedValues("pending", "stored", "failed")]
    public required string State { get; init; }

    [Description("The message that it came with, or goes with.")]
    public required string MessageId { get; init; }

    public required string ContentType { get; init; }
    public string? Filename { get; init; }

    [Description("In bytes; left out while it is not known.")]
    public long? Size { get; init; }

    [Description("Of the bytes, in hexadecimal; left out while they are not here.")]
    public string? Sha256 { get; init; }

    [Description("Why it could not be fetched, for a person.")]
    public string? Reason { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static MediaView Of(MediaRow row) => new()
    {
        Id = row.Id,
        State = NameOf((MediaState)row.State),
        MessageId = row.MessageId,
        ContentType = row.ContentType,
        Filename = row.Filename,
        Size = row.Size > 0 ? row.Size : null,
        Sha256 = row.Sha256,
        Reason = row.Reason,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
    };

    /// <summary>The file of a message as it stands now.</summary>
    public static MessageMediaView Shown(MessageMediaView media, MediaRow row) => media with
    {
        State = NameOf((MediaState)row.State),
        ContentType = row.ContentType,
        Size = row.Size > 0 ? row.Size : null,
    };

    public static string NameOf(MediaState state) => state switch
    {
        MediaState.Pending => "pending",
        MediaState.Stored => "stored",
        MediaState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
