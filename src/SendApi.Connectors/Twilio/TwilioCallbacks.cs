using System.Security.Cryptography;
using System.Text;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Twilio;

/// <summary>Twilio's calls: forms, signed with the auth token over the address and all fields (https://www.twilio.com/docs/usage/webhooks/webhooks-security).</summary>
internal static class TwilioCallbacks
{
    public const string SignatureHeader = "X-Twilio-Signature";

    /// <summary>What an incoming text is to be answered with: TwiML that does nothing. An empty answer is logged by Twilio as a fault.</summary>
    private static readonly CallbackAnswer Nothing = new("text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>");

    public static CallbackReading Read(string provider, IReadOnlyDictionary<string, string> settings, CallbackCall call)
    {
        var options = TwilioConnector.Options(settings);
        if (FormText.Read(Encoding.UTF8.GetString(call.Body.Span)) is not { } fields)
            return new CallbackReading.Unreadable("It has more fields than can be meant.");
        if (call.Headers.GetValueOrDefault(SignatureHeader) is not { } signature)
            return new CallbackReading.Forged($"It has no {SignatureHeader}.");
        // Twilio signs the address now with its port and now without.
        if (!Spellings(call.Url).Any(url => CallbackTrust.Same(signature, Sign(options.AuthToken, url, fields))))
            return new CallbackReading.Forged($"{SignatureHeader} does not fit the fields, the auth token and the address, which Twilio must know as Callbacks:PublicUrl says.");

        return call.Topic == CallbackTopic.Receipts ? Receipt(provider, fields) : Text(provider, fields);
    }

    /// <summary>HMAC-SHA1 with the auth token of the address, followed by each field's name and value, sorted by name.</summary>
    internal static string Sign(string authToken, string url, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, value) in fields.Distinct().OrderBy(f => f.Key, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal))
            signed.Append(name).Append(value);
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1 and with nothing else.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>The address as it is, and with the port left out or written out.</summary>
    private static IEnumerable<string> Spellings(string url)
    {
        yield return url;
        var host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOf('/', host) is >= 0 and var slash ? slash : url.Length;
        var port = url.LastIndexOf(':', path - 1, path - host);
        if (port > 0 && url[(port + 1)..path].All(char.IsAsciiDigit))
            yield return url[..port] + url[path..];
        else
            yield return url[..path] + (url.StartsWith("https:", StringComparison.Ordinal) ? ":443" : ":80") + url[path..];
    }

    private static CallbackReading Receipt(string provider, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var word = fields.First("MessageStatus") ?? fields.First("SmsStatus");
        var error = fields.First("ErrorCode");
        var id = fields.First("MessageSid") ?? fields.First("SmsSid");
        return Heard.Of(Heard.Receipt(provider, id, State(word), error == "0" ? null : error, word, CallbackTranscript.Of(fields, id)));
    }

    /// <summary>The states of a message (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values).</summary>
    private static ReceiptState State(string? word) => word switch
    {
        "delivered" or "read" => ReceiptState.Delivered,
        "undelivered" or "canceled" => ReceiptState.Undelivered,
        "failed" => ReceiptState.Rejected,
        "accepted" or "scheduled" or "queued" or "sending" or "sent" => ReceiptState.Underway,
        _ => ReceiptState.Unknown,
    };

    private static CallbackReading Text(string provider, IReadOnlyList<KeyValuePair<string, string>> fields) => Heard.Of(
        Heard.Text(new InboundText(provider, fields.First("MessageSid") ?? fields.First("SmsSid"), fields.First("From") ?? "", fields.First("To") ?? "", fields.First("Body") ?? "", null)),
        Nothing);
}
