using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Infobip;

/// <summary>Texts through Infobip's SMS API.</summary>
public static class InfobipConnector
{
    public static readonly ConnectorInfo Info = new("infobip", "Infobip (SMS API)",
    [
        new("base_url", "The base URL of the account, such as https://abc123.api.infobip.com; it is in the portal.", Required: true),
        new("api_key", "An API key that may send texts (sms:message:send).", Required: true, Secret: true),
        new("callback_secret", "Proves Infobip's calls to us, 16 letters, digits, - or _ or more: at the end of their address, as the password of Basic authentication, or as the key of a signature. Without it no receipts are asked for.", Secret: true),
        new("signature_header", "Only where the account's calls are signed: the header with the HMAC-SHA256 of the body, in hexadecimal or Base64. Then nothing else is believed."),
        .. HttpLimits.Settings,
    ]);

    public static readonly HttpKind Kind = new(Info, Read, (provider, settings, call) => InfobipCallbacks.Read(provider, Options(settings), call));

    private static HttpLine Read(IReadOnlyDictionary<string, string> settings) => new(HttpLimits.Parse(new SettingReader(settings)), new InfobipDialect(Options(settings)));

    internal static InfobipOptions Options(IReadOnlyDictionary<string, string> settings)
    {
        Info.Check(settings);
        var read = new SettingReader(settings);
        var (secret, header) = (read.PathSecret("callback_secret"), read.Text("signature_header", 100));
        if (header is not null && secret is null)
            throw new InvalidSetting("callback_secret", "'signature_header' needs 'callback_secret', the key of the signature.");
        return new InfobipOptions(read.Text("api_key", 256) ?? "", secret, header, read.Text("default_sender", 20), read.Address("base_url", ""));
    }
}

/// <summary>An Infobip provider's settings, read and checked.</summary>
internal sealed record InfobipOptions(string ApiKey, string? CallbackSecret, string? SignatureHeader, string? DefaultSender, string BaseUrl)
{
    // The record's own ToString would print the secrets.
    public override string ToString() => $"infobip {new Uri(BaseUrl).Host}";
}
