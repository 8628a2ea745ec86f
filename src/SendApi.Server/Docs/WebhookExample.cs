using SendApi.Core.Webhooks;
using SendApi.Server.Events;

namespace SendApi.Server.Docs;

/// <summary>A delivery as the documentation shows it, signed as a real one would be: a reader can try his own code on it.</summary>
public static class WebhookExample
{
    public const string Secret = "whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FHqtpH0wL3pXk=";

    private const string EventId = "evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    private static readonly DateTimeOffset At = new(2026, 3, 9, 14, 30, 4, TimeSpan.Zero);

    /// <summary>The body with this event's example, as it would be sent.</summary>
    public static byte[] Body(EventType type) => EventBody.Of(EventId, type.Name, At, type.Example);

    /// <summary>The headers of the first attempt.</summary>
    public static (string Name, string Value)[] Headers(EventType type) => WebhookSignature.Headers(EventId, At, Body(type), [Secret]);

    /// <summary>What each header is for, in the order they are sent in.</summary>
    public static readonly IReadOnlyList<(string Name, string Sentence)> HeaderSentences =
    [
        (WebhookSignature.Id, "The event's id: the same at each attempt and in each replay."),
        (WebhookSignature.Timestamp, "When this attempt was made, in Unix seconds. Refuse one that is minutes old."),
        (WebhookSignature.Standard, "`v1,` and an HMAC-SHA-256 in base64 over id, timestamp and body with a dot between each, as Standard Webhooks signs. After a rotation there are two, with a space between them."),
        (WebhookSignature.Plain, "`sha256=` and the HMAC-SHA-256 of the body alone in hexadecimal; its key is the text of the secret, prefix and all. After a rotation there are two, with a comma between them."),
    ];
}
