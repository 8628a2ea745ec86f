using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>What a session of Meta's Cloud API is let in with, as a caller gives it.</summary>
public sealed record CloudPart
{
    public string? PhoneNumberId { get; init; }
    public string? BusinessAccountId { get; init; }
    public string? AccessToken { get; init; }
    public string? AppSecret { get; init; }

    // The record's own ToString would print secrets.
    public override string ToString() => PhoneNumberId ?? "";
}

/// <summary>Reads credentials. In the test world any will do, and none too: what is left out is made up.</summary>
internal static class CloudFields
{
    private const int LongestId = 32, LongestSecret = 1_000, SecretDigits = 32;

    /// <summary>Of a new session.</summary>
    public static CloudAccess New(Fields fields, CloudPart? part, Caller caller, string session) => Changed(fields, part, caller, caller.IsTest
        ? new(Apart(MadeUp("number " + session), caller), Apart(MadeUp("business " + session), caller), "simulated", RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true))
        : null);

    /// <summary>Of a session that has some: what is left out stays.</summary>
    public static CloudAccess Changed(Fields fields, CloudPart? part, Caller caller, CloudAccess? before) => new(
        Id(fields, "cloud.phone_number_id", "Meta's id of the phone number", part?.PhoneNumberId, before?.PhoneNumberId, caller),
        Id(fields, "cloud.business_account_id", "Meta's id of the WhatsApp Business account that the number belongs to", part?.BusinessAccountId, before?.BusinessId, caller),
        Secret(fields, "cloud.access_token", "the access token of a system user with the permissions whatsapp_business_messaging and whatsapp_business_management", part?.AccessToken, before?.Token),
        Secret(fields, "cloud.app_secret", "the secret of the Meta app that the token is of: Meta signs its calls with it", part?.AppSecret, before?.AppSecret));

    private static string Id(Fields fields, string name, string meaning, string? given, string? before, Caller caller)
    {
        if (given is null && before is not null)
            return before;

        var id = fields.Required(name, meaning, given);
        if (id.Length > LongestId || id.AsSpan().ContainsAnyExceptInRange('0', '9'))
            fields.Add(name, $"'{name}' must be a whole number of up to {LongestId} digits, as Meta shows it.");
        return caller.IsTest ? Apart(id, caller) : id;
    }

    private static string Secret(Fields fields, string name, string meaning, string? given, string? before)
    {
        if (given is null && before is not null)
            return before;

        var secret = fields.Required(name, meaning, given);
        fields.Text(name, secret, LongestSecret);
        if (secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
            fields.Add(name, $"'{name}' must hold letters, digits and signs only, without a space.");
        return secret;
    }

    /// <summary>All accounts share one simulator, and none may see what another does with the same number.</summary>
    private static string Apart(string id, Caller caller) => $"{id}_{caller.AccountId}";

    private static string MadeUp(string of) =>
        (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(of))) % 1_000_000_000_000_000).ToString("D15", CultureInfo.InvariantCulture);
}
