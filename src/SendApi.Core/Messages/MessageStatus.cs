namespace SendApi.Core.Messages;

/// <summary>Where a message stands. The numbers are stored and only grow: a status below <see cref="Delivered"/> may be left, one from there on is final, but that what was delivered may be read.</summary>
public enum MessageStatus
{
    Scheduled = 0,
    Queued = 10,
    /// <summary>Claimed by a worker; never stored, read from the queue entry's lease.</summary>
    Sending = 20,
    Sent = 30,
    /// <summary>It left, or may have left, and no one knows: a receipt or the operator moves it on, and nothing sends it again unless a rule says so.</summary>
    Uncertain = 40,
    Delivered = 50,
    /// <summary>The person opened it; WhatsApp tells of that, SMS never.</summary>
    Read = 55,
    Undelivered = 60,
    Failed = 70,
    Canceled = 80,
}

/// <summary>The names of the statuses on the wire, both ways.</summary>
public static class MessageStatuses
{
    public static string Name(this MessageStatus status) => status switch
    {
        MessageStatus.Scheduled => "scheduled",
        MessageStatus.Queued => "queued",
        MessageStatus.Sending => "sending",
        MessageStatus.Sent => "sent",
        MessageStatus.Uncertain => "uncertain",
        MessageStatus.Delivered => "delivered",
        MessageStatus.Read => "read",
        MessageStatus.Undelivered => "undelivered",
        MessageStatus.Failed => "failed",
        MessageStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>Those that an SMS can have.</summary>
    public static readonly IReadOnlyList<MessageStatus> OfSms = [.. Enum.GetValues<MessageStatus>().Where(s => s != MessageStatus.Read)];

    /// <summary>Whether a message may go from one status to another.</summary>
    public static bool MayFollow(this MessageStatus next, MessageStatus before) => next > before && (!before.IsFinal() || (before, next) == (MessageStatus.Delivered, MessageStatus.Read));

    public static bool IsFinal(this MessageStatus status) => status >= MessageStatus.Delivered;

    /// <summary>The status of an SMS with this name, or null when there is none.</summary>
    public static MessageStatus? Named(string name)
    {
        foreach (var status in OfSms)
            if (status.Name() == name)
                return status;
        return null;
    }
}
