using SendApi.Core.Codes;
using SendApi.Server.Delivery;

namespace SendApi.Server.Verify;

/// <summary>A verification as the store keeps it.</summary>
public sealed record VerificationRow
{
    /// <summary>Wrong codes that may be entered; the last of them locks it.</summary>
    public const int MostAttempts = 5;

    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string KeyId { get; init; }
    public required string Recipient { get; init; }
    public required string Channel { get; init; }
    public required string Locale { get; init; }
    public string? Brand { get; init; }
    public required string CodeHash { get; init; }
    public long Status { get; init; } = (long)VerificationStatus.Pending;

    /// <summary>Wrong codes so far.</summary>
    public long Attempts { get; init; }

    /// <summary>The newest text that brings the code.</summary>
    public required string MessageId { get; init; }

    /// <summary>The texts before it, the first one first.</summary>
    public string? Earlier { get; init; }

    /// <summary>The code, sealed, as long as a further step may send it.</summary>
    public string? Sealed { get; init; }

    /// <summary>The channels that are left, in their order.</summary>
    public string? Steps { get; init; }

    /// <summary>When it is looked at whether it needs a further step.</summary>
    public long? LookAt { get; init; }
    public required long CreatedAt { get; init; }
    public required long ExpiresAt { get; init; }

    /// <summary>When it became what it is, where that is final.</summary>
    public long? EndedAt { get; init; }

    public IReadOnlyList<string> StepsLeft => Steps?.Split(' ') ?? [];

    /// <summary>All its texts, the first one first.</summary>
    public IReadOnlyList<string> Texts => [.. Earlier?.Split(' ') ?? [], MessageId];

    internal IReadOnlyList<MessageKey> TextKeys => [.. Texts.Select(id => new MessageKey(AccountId, IsTest, id))];

    /// <summary>Where it stands at a time: one whose lifetime is over has expired, also before that is written down.</summary>
    public VerificationStatus StatusAt(long now) =>
        (VerificationStatus)Status == VerificationStatus.Pending && now >= ExpiresAt ? VerificationStatus.Expired : (VerificationStatus)Status;
}

/// <summary>One line of a verification's timeline.</summary>
internal sealed record VerificationLine(VerificationRow Verification, string Id, DateTimeOffset At, string Type, VerificationEventData Data);
