using SendApi.Core.WhatsApp;

namespace SendApi.Core.Sending;

/// <summary>What a gateway calls the state of a session.</summary>
public enum GatewayState
{
    /// <summary>It does not know the session.</summary>
    Missing,
    Stopped,
    Starting,
    WaitsForScan,
    Working,
    Failed,
    /// <summary>What it was let in with is not valid any more.</summary>
    LoggedOut,
    /// <summary>WhatsApp has closed the number.</summary>
    Banned,
}

/// <summary>What a gateway says of a session.</summary>
/// <param name="Phone">Of the paired phone, in E.164; null while there is none, or the gateway does not know it.</param>
public sealed record GatewayLook(GatewayState State, string? Phone);

/// <summary>Where a gateway is to tell of a session, and the key that it signs with.</summary>
public sealed record GatewayHook(string Url, string Key);

/// <summary>A gateway cannot be reached, or does not do what it was asked for; the message says why, for a person.</summary>
public sealed class GatewayFault(string message) : Exception(message)
{
    /// <summary>Whether it was reached, and refuses what was asked.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>What speaks to WhatsApp for sessions of one kind. Its sessions have the ids of ours. All but <see cref="Send"/> may be asked twice, and throw <see cref="GatewayFault"/>.</summary>
public interface ISessionGateway
{
    /// <summary>The name that messages and receipts are known by.</summary>
    string Name { get; }

    /// <summary>Makes the session if it is not there, and starts it.</summary>
    Task Start(string session, CancellationToken ct);

    Task<GatewayLook> Look(string session, CancellationToken ct);

    /// <summary>Logs the session out and forgets it.</summary>
    Task Leave(string session, CancellationToken ct);

    /// <summary>Sends one message. Ends within <see cref="SendLimit"/>.</summary>
    Task<SendOutcome> Send(string session, WhatsAppSubmission submission, CancellationToken ct);

    TimeSpan SendLimit { get; }

    /// <summary>Tells a person that what they wrote was read.</summary>
    /// <param name="messageId">The provider's own id of it.</param>
    Task MarkRead(string session, PhoneNumber from, string messageId, CancellationToken ct);

    /// <summary>A file that somebody sent; null where it is longer than <paramref name="longest"/> bytes, or gone.</summary>
    /// <param name="reference">As <see cref="GatewayNews.Received.MediaReference"/> has it.</param>
    Task<ReceivedFile?> Fetch(string session, string reference, int longest, CancellationToken ct);
}

/// <summary>A file as it was received.</summary>
public sealed record ReceivedFile(string ContentType, byte[] Bytes);

/// <summary>A gateway that links WhatsApp numbers as a phone's second device.</summary>
public interface ILinkedGateway : ISessionGateway
{
    /// <summary>The text of the code that a phone scans now; null while there is none.</summary>
    Task<string?> Code(string session, CancellationToken ct);

    /// <summary>What WhatsApp calls a phone, such as <c>447700900000@c.us</c>; null for one that has no WhatsApp.</summary>
    Task<string?> Find(string session, PhoneNumber phone, CancellationToken ct);

    /// <summary>The groups and the address book of its phones.</summary>
    ILinkedPeople People { get; }
}

/// <summary>What a gateway tells of by itself. The set is closed.</summary>
public abstract record GatewayNews(string Session)
{
    /// <summary>The session's state has changed, or may have.</summary>
    public sealed record Changed(string Session) : GatewayNews(Session);

    /// <summary>What became of a message.</summary>
    public sealed record Told(string Session, Receipt Receipt) : GatewayNews(Session);

    /// <summary>A template of the session has changed, or may have.</summary>
    public sealed record TemplatesChanged(string Session) : GatewayNews(Session);

    /// <summary>Somebody wrote.</summary>
    /// <param name="Id">The gateway's own id of it.</param>
    /// <param name="From">In E.164, or as the gateway spells it where that is no number.</param>
    public sealed record Received(string Session, string Id, string From, WhatsAppContent Content) : GatewayNews(Session)
    {
        /// <summary>Where the file of received media is at the provider; null for what has none.</summary>
        public string? MediaReference { get; init; }

        /// <summary>The provider's own id of the message that it is about, such as the one that was answered; null for what is about none.</summary>
        public string? About { get; init; }
    }
}

/// <summary>What was made of a gateway's call. The set is closed.</summary>
public abstract record GatewayReading
{
    private GatewayReading() { }

    /// <summary>It comes from the gateway. No news is something that nobody here wants to know.</summary>
    public sealed record Heard(IReadOnlyList<GatewayNews> News) : GatewayReading;

    /// <summary>Nothing shows that it comes from the gateway.</summary>
    public sealed record Forged(string Why) : GatewayReading;

    /// <summary>It comes from the gateway, and cannot be understood.</summary>
    public sealed record Unreadable(string Why) : GatewayReading;
}
