using SendApi.Core.Sending;

namespace SendApi.Server.Callbacks;

/// <summary>The settings of providers' calls, section "Callbacks".</summary>
public sealed class CallbackOptions
{
    /// <summary>How providers reach this server, such as <c>https://sms.example.com</c>. Without it they are not asked for receipts.</summary>
    public string? PublicUrl { get; init; }

    public Uri? Url => string.IsNullOrEmpty(PublicUrl) ? null : new Uri(PublicUrl.TrimEnd('/'));

    /// <summary>Refuses an address that nobody could call.</summary>
    public void Check()
    {
        if (!string.IsNullOrEmpty(PublicUrl)
            && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0))
            throw new InvalidSetting("Callbacks:PublicUrl", "The setting Callbacks:PublicUrl must be an address such as https://sms.example.com, without a user, a query or a fragment.");
    }
}
