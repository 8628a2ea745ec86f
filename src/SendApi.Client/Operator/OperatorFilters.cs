namespace SendApi.Client;

/// <summary>Which accounts are wanted; what is null does not narrow it.</summary>
public sealed record AccountFilter
{
    /// <summary>Only the one with this name.</summary>
    public string? Name { get; init; }
}

/// <summary>Which senders are wanted; what is null does not narrow it.</summary>
public sealed record SenderFilter
{
    /// <summary>Only those that stand so: see <see cref="SenderStatus"/>; pending without it.</summary>
    public string? Status { get; init; }
}

/// <summary>Which uncertain texts are wanted; what is null does not narrow it.</summary>
public sealed record UncertainFilter
{
    /// <summary>Those of <c>sms</c> or of <c>whatsapp</c>; of texts without it.</summary>
    public string? Channel { get; init; }

    /// <summary>Only those of this account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Only those of this class: see <see cref="SendApi.Client.TrafficClass"/>.</summary>
    public string? TrafficClass { get; init; }

    /// <summary>Only those made at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those made before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
