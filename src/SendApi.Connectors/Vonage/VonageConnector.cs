using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Vonage;

/// <summary>Texts through Vonage's SMS API, Nexmo before.</summary>
public static class VonageConnector
{
    public static readonly ConnectorInfo Info = new("vonage", "Vonage (SMS API, formerly Nexmo)",
    [
        new("api_key", "The API key; it is on the first page of the dashboard.", Required: true),
        new("api_secret", "The API secret that goes with it.", Required: true, Secret: true),
        new("signature_secret", "The signature secret of the API settings: it proves Vonage's calls to us. Without it no receipts are asked for.", Secret: true),
        new("signature_method", "How calls are signed, as the API settings say: md5hash, md5, sha1, sha256 or sha512.", Default: "md5hash"),
        .. HttpLimits.Settings,
        new("base_url", "Where the SMS API is.", Default: DefaultUrl),
    ]);

    public static readonly HttpKind Kind = new(Info, Read, (provider, settings, call) => VonageCallbacks.Read(provider, Options(settings), call));

    private const string DefaultUrl = "https://rest.nexmo.com";

    private static HttpLine Read(IReadOnlyDictionary<string, string> settings) => new(HttpLimits.Parse(new SettingReader(settings)), new VonageDialect(Options(settings)));

    internal static VonageOptions Options(IReadOnlyDictionary<string, string> settings)
    {
        Info.Check(settings);
        var read = new SettingReader(settings);
        return new VonageOptions(
            read.Text("api_key", 64) ?? "",
            read.Text("api_secret", 128) ?? "",
            read.Text("signature_secret", 128),
            read.Choice("signature_method", ("md5hash", VonageSigning.Md5Hash), ("md5", VonageSigning.Md5), ("sha1", VonageSigning.Sha1), ("sha256", VonageSigning.Sha256), ("sha512", VonageSigning.Sha512)),
            read.Text("default_sender", 20),
            read.Address("base_url", DefaultUrl));
    }
}

/// <summary>How Vonage signs what it sends: a hash of the fields and the secret, or an HMAC of the fields.</summary>
internal enum VonageSigning { Md5Hash, Md5, Sha1, Sha256, Sha512 }

/// <summary>A Vonage provider's settings, read and checked.</summary>
internal sealed record VonageOptions(string Key, string Secret, string? SignatureSecret, VonageSigning Signing, string? DefaultSender, string BaseUrl)
{
    // The record's own ToString would print the secrets.
    public override string ToString() => $"vonage {Key}";
}
