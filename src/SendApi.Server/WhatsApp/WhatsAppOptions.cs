using SendApi.Core.Sending;

namespace SendApi.Server.WhatsApp;

/// <summary>The settings of WhatsApp, section "WhatsApp".</summary>
public sealed class WhatsAppOptions
{
    /// <summary>Where the operator's WAHA gateway is, such as <c>http://waha:3000</c>. Without it live keys have no sessions.</summary>
    public string? GatewayUrl { get; init; }

    /// <summary>The gateway's API key.</summary>
    public string? GatewayKey { get; init; }

    public Uri? Url => string.IsNullOrEmpty(GatewayUrl) ? null : new Uri(GatewayUrl.TrimEnd('/') + "/");

    /// <summary>Refuses an address that nobody could call.</summary>
    public void Check()
    {
        if (!string.IsNullOrEmpty(GatewayUrl) && !(Uri.TryCreate(GatewayUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0))
            throw new InvalidSetting("WhatsApp:GatewayUrl", "The setting WhatsApp:GatewayUrl must be an address such as http://waha:3000, without a user, a query or a fragment.");
    }
}
