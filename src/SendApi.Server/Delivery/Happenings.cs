using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Server.Delivery;

/// <summary>Names one message wherever it is stored.</summary>
public sealed record MessageKey(string AccountId, long World, string Id)
{
    /// <summary>Whether it goes by WhatsApp.</summary>
    public bool IsWhatsApp => Id.StartsWith(Ids.WhatsApp, StringComparison.Ordinal);
}

/// <summary>A worker's right to send one message until a time. Whoever finishes must name the token.</summary>
public sealed record Lease(string MessageId, string AccountId, long World, long Attempt, string Token)
{
    /// <summary>False where it is known that nothing was reserved for the message, so that the ledger need not be asked.</summary>
    public bool MayBeCharged { get; init; } = true;

    public MessageKey Message => new(AccountId, World, MessageId);
}

/// <summary>How one attempt ended, to be written down.</summary>
/// <param name="Again">The next one; null when this was the last.</param>
public sealed record Attempt(Lease Lease, string Provider, SendOutcome Outcome, DateTimeOffset At, NextAttempt? Again)
{
    /// <summary>Why it went by this provider, where that was not simply the first choice.</summary>
    public string? Route { get; init; }
}

/// <summary>When a message that did not leave is tried again, and by whom.</summary>
public sealed record NextAttempt(DateTimeOffset At)
{
    /// <summary>Another queue; null for the same one.</summary>
    public RouteChoice? Route { get; init; }

    /// <summary>The name of the provider of that queue.</summary>
    public string? Provider { get; init; }

    /// <summary>Null where nothing was added.</summary>
    public Tried? Tried { get; init; }
}

/// <summary>A receipt that came in. Its id is that of its timeline event, so writing it twice writes it once.</summary>
/// <param name="IsKept">It found no message before and was kept.</param>
public sealed record ReceivedReceipt(string Id, Receipt Receipt, DateTimeOffset At, bool IsKept = false);

/// <summary>A step of a message to a later status.</summary>
public sealed record StatusChange(MessageKey Message, MessageStatus Status, DateTimeOffset At, string? Provider, long? ErrorCode, string? ErrorMessage);

/// <summary>One part of a message as the provider knows it.</summary>
public sealed record ProviderPart(string Provider, string ProviderId, MessageKey Message, long Parts, MessageStatus Status, DateTimeOffset At)
{
    /// <summary>The id as the provider spelled it in its answer, where the part is new.</summary>
    public string? Answered { get; init; }
}

/// <summary>One line of a message's timeline; <paramref name="Data"/> is JSON.</summary>
public sealed record TimelineEvent(MessageKey Message, string Id, DateTimeOffset At, string Type, string Data)
{
    /// <summary>What was said to the provider and by it, a list as JSON; null where nothing was.</summary>
    public string? Exchanges { get; init; }
}
