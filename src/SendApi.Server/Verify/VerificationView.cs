using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Core.Codes;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>A verification as the API answers it. Never the code.</summary>
public sealed record VerificationView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "verification";

    [Description("The recipient; redacted after it was taken out for its age, or because the person asked for it.")]
    public required string To { get; init; }

    [AllowedValues("sms", "whatsapp"), Description("How the code travels: the channel that is in use.")]
    public required string Channel { get; init; }

    [AllowedValues("pending", "verified", "expired", "locked", "canceled"), Description("Everything but pending is final.")]
    public required string Status { get; init; }

    [Description("The language of the text.")]
    public required string Locale { get; init; }

    public string? BrandName { get; init; }

    [Description("How many wrong codes may still be entered; only while it is pending.")]
    public long? AttemptsRemaining { get; init; }

    public required DateTime CreatedAt { get; init; }

    [Description("Until when the code is right.")]
    public required DateTime ExpiresAt { get; init; }

    [Description("When the right code was entered.")]
    public DateTime? VerifiedAt { get; init; }

    [Description("The newest text that brings the code.")]
    public required string MessageId { get; init; }

    [Description("What became of that text; only where one verification is asked for.")]
    public CodeDeliveryView? Delivery { get; init; }

    [Description("The timeline; only where one verification is asked for.")]
    public IReadOnlyList<VerificationEventView>? Events { get; init; }

    /// <param name="now">In microseconds.</param>
    public static VerificationView Of(VerificationRow row, long now)
    {
        var status = row.StatusAt(now);
        return new()
        {
            Id = row.Id,
            To = row.Recipient,
            Channel = row.Channel,
            Status = status.Name(),
            Locale = row.Locale,
            BrandName = row.Brand,
            AttemptsRemaining = status == VerificationStatus.Pending ? VerificationRow.MostAttempts - row.Attempts : null,
            CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
            ExpiresAt = Times.FromMicros(row.ExpiresAt).UtcDateTime,
            VerifiedAt = status == VerificationStatus.Verified ? Times.FromMicros(row.EndedAt)?.UtcDateTime : null,
            MessageId = row.MessageId,
        };
    }
}

/// <summary>One line of a verification's timeline.</summary>
public sealed record VerificationEventView(string Type, DateTime At)
{
    [Description("How the code travelled, on lines about its texts; the channel that came next, or was passed over.")]
    public string? Channel { get; init; }

    public string? Provider { get; init; }
    public string? Outcome { get; init; }

    [Description("What the carrier reported.")]
    public string? State { get; init; }

    public string? Reason { get; init; }

    [Description("How many wrong codes could still be entered then.")]
    public long? AttemptsRemaining { get; init; }

    /// <summary>What happens with every verification in the moment it is made.</summary>
    internal static IEnumerable<VerificationEventView> Begun(VerificationRow row) =>
        [new("created", Times.FromMicros(row.CreatedAt).UtcDateTime) { Channel = row.Channel }];

    /// <summary>That its lifetime ended: that is read from the verification itself.</summary>
    internal static IEnumerable<VerificationEventView> Over(VerificationRow row, string status) =>
        status == VerificationStatus.Expired.Name() ? [new("expired", Times.FromMicros(row.ExpiresAt).UtcDateTime)] : [];

    internal static VerificationEventView Of(EventRow row)
    {
        var data = ApiJson.Read<VerificationEventData>(row.Data);
        return new(row.Type, Times.FromMicros(row.At).UtcDateTime) { AttemptsRemaining = data.AttemptsRemaining, Channel = data.Channel, Reason = data.Reason };
    }

    /// <summary>A line of its text's timeline.</summary>
    internal static VerificationEventView OfText(EventRow row, string channel)
    {
        var facts = ApiJson.Read<EventFacts>(row.Data);
        return new(row.Type, Times.FromMicros(row.At).UtcDateTime) { Channel = channel, Provider = facts.Provider, Outcome = facts.Outcome, State = facts.State, Reason = facts.Reason };
    }
}

/// <summary>What is stored of a line of a timeline beside its type and its time.</summary>
public sealed record VerificationEventData(long? AttemptsRemaining)
{
    public string? Channel { get; init; }
    public string? Reason { get; init; }
}
