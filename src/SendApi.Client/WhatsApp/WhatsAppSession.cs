using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A WhatsApp session: one number that you send from.</summary>
public sealed record WhatsAppSession
{
    /// <summary>Its id, <c>sess_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The same session as a small whole number.</summary>
    public long NumberId { get; init; }

    /// <summary>The name that you gave it.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What it is: see <see cref="SessionKind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands, as it was last proven: see <see cref="SessionStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The code to scan as a picture, a <c>data:</c> address of a PNG; only where a code is asked for.</summary>
    public string? QrCode { get; init; }

    /// <summary>Until when that code can be scanned.</summary>
    public DateTimeOffset? QrExpiresAt { get; init; }

    /// <summary>The number of the phone that was paired.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>When it was last proven to be connected.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Until when its number pauses by itself; null where it does not.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why it pauses, for a person.</summary>
    public string? PausedReason { get; init; }

    /// <summary>How many messages have left through it.</summary>
    public long MessageCount { get; init; }

    /// <summary>Where the events of this session and of its messages are posted to, beside your webhooks.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>What its texts fall back to where a send says nothing of it.</summary>
    public WhatsAppFallback? Fallback { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Without its code and number, so that they get into no log.</summary>
    public override string ToString() => $"WhatsAppSession {{ Id = {Id}, Status = {Status} }}";
}

/// <summary>A session to begin.</summary>
public sealed record CreateSessionRequest
{
    /// <summary>What you call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: see <see cref="SessionKind"/>; linked without it.</summary>
    public string? Kind { get; init; }

    /// <summary>Told of what happens to this session and its messages, beside your webhooks.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>What its texts fall back to where a send says nothing of it: see <see cref="FallbackChannel"/>; an empty list is nothing.</summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary>How long WhatsApp may take to deliver a message then, in whole seconds from half a minute to a day; five minutes without it.</summary>
    [JsonPropertyName("fallback_after_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? FallbackAfter { get; init; }

    /// <summary>What a session of Meta's Cloud API is let in with.</summary>
    public CloudCredentials? Cloud { get; init; }
}

/// <summary>What to change of a session; what is null stays as it is.</summary>
public sealed record UpdateSessionRequest
{
    /// <summary>What you call it.</summary>
    public string? Name { get; init; }

    /// <summary>Told of what happens to this session and its messages, beside your webhooks.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>What its texts fall back to where a send says nothing of it: see <see cref="FallbackChannel"/>; an empty list is nothing.</summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary>How long WhatsApp may take to deliver a message then, in whole seconds from half a minute to a day; five minutes without it.</summary>
    [JsonPropertyName("fallback_after_seconds"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? FallbackAfter { get; init; }

    /// <summary>New credentials, of a session of Meta's Cloud API.</summary>
    public CloudCredentials? Cloud { get; init; }
}

/// <summary>What Meta's Cloud API asks for who speaks for a number, as Meta's pages show it. To change some of it, the rest may be left out.</summary>
public sealed record CloudCredentials
{
    /// <summary>Meta's id of the phone number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Meta's id of the WhatsApp Business account that the number belongs to.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>The access token of a system user.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The secret of the Meta app that the token is of.</summary>
    public string? AppSecret { get; init; }

    /// <summary>Without its secrets, so that they get into no log.</summary>
    public override string ToString() => $"CloudCredentials {{ PhoneNumberId = {PhoneNumberId} }}";
}

/// <summary>What the phone of a test session is to do.</summary>
public sealed record SimulateSessionRequest
{
    /// <summary>See <see cref="PhoneAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Whose phone scans; a number of the test world without it.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Who writes; a number of the test world without it.</summary>
    public string? From { get; init; }

    /// <summary>What somebody writes: see <see cref="WhatsAppType"/>; text without it.</summary>
    public string? Type { get; init; }

    /// <summary>The words, or what is chosen.</summary>
    public string? Content { get; init; }

    /// <summary>The message that is answered.</summary>
    public string? MessageId { get; init; }

    /// <summary>Without people and words, so that they get into no log.</summary>
    public override string ToString() => $"SimulateSessionRequest {{ Action = {Action} }}";
}

/// <summary>What a session is.</summary>
public static class SessionKind
{
    /// <summary>A phone that was linked by scanning a code, through the operator's gateway.</summary>
    public const string Linked = "linked";

    /// <summary>A number of Meta's Cloud API.</summary>
    public const string Cloud = "cloud";
}

/// <summary>How a session stands.</summary>
public static class SessionStatus
{
    /// <summary>Nobody has scanned its code yet.</summary>
    public const string Pending = "pending";

    /// <summary>It is being connected.</summary>
    public const string Connecting = "connecting";

    /// <summary>Messages leave through it.</summary>
    public const string Connected = "connected";

    /// <summary>It answers, but fails its self-probe.</summary>
    public const string Degraded = "degraded";

    /// <summary>Its phone is gone: pair it again.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>What it was let in with is not valid any more.</summary>
    public const string LoggedOut = "logged_out";

    /// <summary>WhatsApp has closed the number.</summary>
    public const string Banned = "banned";
}

/// <summary>What a simulated phone can do.</summary>
public static class PhoneAction
{
    /// <summary>It scans the session's code.</summary>
    public const string Scan = "scan";

    /// <summary>It logs the session out.</summary>
    public const string LogOut = "log_out";

    /// <summary>Its connection breaks, and comes back by itself.</summary>
    public const string Cut = "cut";

    /// <summary>Somebody writes to it.</summary>
    public const string Write = "write";

    /// <summary>WhatsApp closes its number.</summary>
    public const string Ban = "ban";
}
