using SendApi.Core.Sending;

namespace SendApi.Server.WhatsApp;

/// <summary>The settings of WhatsApp, section "WhatsApp".</summary>
public sealed class WhatsAppOptions
{
    /// <summary>Where the operator's WAHA gateway is, such as <c>http://waha:3000</c>. Without it live keys have no sessions.</summary>
    public string? GatewayUrl { get; init; }

    /// <summary>The gateway's API key.</summary>
    public string? GatewayKey { get; init; }

    /// <summary>How many bytes a document may have, sent or received.</summary>
    public int LargestMedia { get; init; } = 16 * 1024 * 1024;

    /// <summary>Where files are kept in place of the data folder.</summary>
    public BucketOptions Bucket { get; init; } = new();

    /// <summary>Where Meta's Graph API is.</summary>
    public string GraphUrl { get; init; } = "https://graph.facebook.com";

    /// <summary>Its version.</summary>
    public string GraphVersion { get; init; } = "v23.0";

    public Uri Graph => new($"{GraphUrl.TrimEnd('/')}/{GraphVersion}/");

    public Uri? Url => string.IsNullOrEmpty(GatewayUrl) ? null : new Uri(GatewayUrl.TrimEnd('/') + "/");

    private const int SmallestLimit = 1024 * 1024, LargestLimit = 100 * 1024 * 1024;

    /// <summary>Refuses an address that nobody could call, and a size that nobody could hold.</summary>
    public void Check()
    {
        if (LargestMedia is < SmallestLimit or > LargestLimit)
            throw new InvalidSetting("WhatsApp:LargestMedia", "The setting WhatsApp:LargestMedia must be 1048576 to 104857600 bytes.");
        if (!string.IsNullOrEmpty(GatewayUrl) && !IsAddress(GatewayUrl))
            throw new InvalidSetting("WhatsApp:GatewayUrl", "The setting WhatsApp:GatewayUrl must be an address such as http://waha:3000, without a user, a query or a fragment.");
        CheckBucket();
        if (!IsAddress(GraphUrl))
            throw new InvalidSetting("WhatsApp:GraphUrl", "The setting WhatsApp:GraphUrl must be an address such as https://graph.facebook.com, without a user, a query or a fragment.");
        if (!(GraphVersion is ['v', .. var number] && Version.TryParse(number, out _)))
            throw new InvalidSetting("WhatsApp:GraphVersion", "The setting WhatsApp:GraphVersion must be a version of the Graph API such as v23.0.");
    }

    private void CheckBucket()
    {
        if (!Bucket.IsSet)
            return;
        if (!IsAddress(Bucket.Url ?? ""))
            throw new InvalidSetting("WhatsApp:Bucket:Url", "The setting WhatsApp:Bucket:Url must be an address such as https://s3.eu-central-1.amazonaws.com, without a user, a query or a fragment.");
        foreach (var (name, value) in new[] { (nameof(Bucket.Name), Bucket.Name), (nameof(Bucket.AccessKey), Bucket.AccessKey), (nameof(Bucket.SecretKey), Bucket.SecretKey) })
            if (string.IsNullOrEmpty(value))
                throw new InvalidSetting($"WhatsApp:Bucket:{name}", $"The setting WhatsApp:Bucket:{name} is required where WhatsApp:Bucket:Url is set.");
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
