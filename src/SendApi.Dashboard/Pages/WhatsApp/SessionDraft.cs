using SendApi.Client;

namespace SendApi.Dashboard.Pages.WhatsApp;

/// <summary>What somebody fills in about a session. Secrets are only written, never read back.</summary>
public sealed class SessionDraft
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(5);

    public SessionDraft()
    {
    }

    /// <summary>Begins with how a session is set now.</summary>
    public SessionDraft(WhatsAppSession session)
    {
        (Name, WebhookUrl, IsCloud) = (session.Name, session.WebhookUrl ?? "", session.Kind == SessionKind.Cloud);
        (FallsBack, FallbackSeconds) = (session.Fallback is not null, (int)(session.Fallback?.After ?? UsualWait).TotalSeconds);
    }

    public string Name { get; set; } = "";

    public bool IsCloud { get; set; }

    public string WebhookUrl { get; set; } = "";

    /// <summary>Whether a text goes out in place of what WhatsApp does not deliver in time.</summary>
    public bool FallsBack { get; set; }

    public int FallbackSeconds { get; set; } = (int)UsualWait.TotalSeconds;

    public string PhoneNumberId { get; set; } = "";

    public string BusinessAccountId { get; set; } = "";

    public string AccessToken { get; set; } = "";

    public string AppSecret { get; set; } = "";

    public CreateSessionRequest ToCreate() => new()
    {
        Name = Name,
        Kind = IsCloud ? SessionKind.Cloud : SessionKind.Linked,
        WebhookUrl = Given(WebhookUrl),
        Fallback = FallsBack ? [FallbackChannel.Sms] : null,
        FallbackAfter = Wait(),
        Cloud = IsCloud ? Credentials() : null,
    };

    public UpdateSessionRequest ToUpdate() => new()
    {
        Name = Name,
        WebhookUrl = Given(WebhookUrl),
        Fallback = FallsBack ? [FallbackChannel.Sms] : [],
        FallbackAfter = Wait(),
        Cloud = IsCloud ? Credentials() : null,
    };

    private TimeSpan? Wait() => FallsBack ? TimeSpan.FromSeconds(FallbackSeconds) : null;

    // Null where nothing was filled in: then credentials stay as they are, and the test world makes some up.
    private CloudCredentials? Credentials() => PhoneNumberId.Length + BusinessAccountId.Length + AccessToken.Length + AppSecret.Length == 0 ? null : new()
    {
        PhoneNumberId = Given(PhoneNumberId),
        BusinessAccountId = Given(BusinessAccountId),
        AccessToken = Given(AccessToken),
        AppSecret = Given(AppSecret),
    };

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
