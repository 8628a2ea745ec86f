using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Twilio;

/// <summary>Texts through Twilio's Programmable Messaging.</summary>
public static class TwilioConnector
{
    public static readonly ConnectorInfo Info = new("twilio", "Twilio (Programmable Messaging)",
    [
        new("account_sid", "The account's SID, AC and 32 characters; it is on the first page of the console.", Required: true),
        new("auth_token", "The primary auth token: it signs Twilio's calls to us, and ours to Twilio unless there is an API key.", Required: true, Secret: true),
        new("api_key", "The SID of an API key (SK…) to send with, in place of the auth token."),
        new("api_key_secret", "The secret of that API key.", Secret: true),
        new("messaging_service_sid", "A Messaging Service (MG…) that chooses the sender where a message names none."),
        .. HttpLimits.Settings,
        new("base_url", "Where Twilio's API is.", Default: DefaultUrl),
    ]);

    public static readonly HttpKind Kind = new(Info, Read, TwilioCallbacks.Read);

    private const string DefaultUrl = "https://api.twilio.com";

    private static HttpLine Read(IReadOnlyDictionary<string, string> settings) => new(HttpLimits.Parse(new SettingReader(settings)), new TwilioDialect(Options(settings)));

    internal static TwilioOptions Options(IReadOnlyDictionary<string, string> settings)
    {
        Info.Check(settings);
        var read = new SettingReader(settings);
        var (key, secret) = (read.Text("api_key", 64), read.Text("api_key_secret", 128));
        if (key is null != secret is null)
            throw new InvalidSetting(key is null ? "api_key" : "api_key_secret", "'api_key' and 'api_key_secret' go together: give both, or neither.");

        var account = read.Text("account_sid", 64) ?? "";
        var token = read.Text("auth_token", 128) ?? "";
        return new TwilioOptions(account, token, key ?? account, secret ?? token, read.Text("messaging_service_sid", 64), read.Text("default_sender", 20), read.Address("base_url", DefaultUrl));
    }
}

/// <summary>A Twilio provider's settings, read and checked.</summary>
/// <param name="User">The user name of requests: the API key, or the account itself.</param>
internal sealed record TwilioOptions(string Account, string AuthToken, string User, string Password, string? Service, string? DefaultSender, string BaseUrl)
{
    // The record's own ToString would print the secrets.
    public override string ToString() => $"twilio {Account}";
}
