using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Infobip;

/// <summary>Infobip's calls: JSON with a list of results (https://www.infobip.com/docs/api/channels/sms/inbound-sms/receive-inbound-sms-messages), proved as the account's subscriptions are set (https://www.infobip.com/docs/api/platform/subscriptions-api).</summary>
internal static class InfobipCallbacks
{
    private const string Basic = "Basic ";

    public static CallbackReading Read(string provider, InfobipOptions options, CallbackCall call)
    {
        if (Fault(options, call) is { } why)
            return new CallbackReading.Forged(why);
        if (JsonText.Parse(Encoding.UTF8.GetString(call.Body.Span)).List("results") is not { Count: <= Heard.MostInOne } results)
            return new CallbackReading.Unreadable("It is no JSON with a list of results, or brings too many at once.");

        return call.Topic == CallbackTopic.Receipts ? Receipts(provider, results) : Texts(provider, results);
    }

    private static string? Fault(InfobipOptions options, CallbackCall call)
    {
        if (options.CallbackSecret is not { } secret)
            return "The provider has no callback_secret, so no call of it can be believed.";
        if (options.SignatureHeader is { } header)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), call.Body.Span);
            return CallbackTrust.Bytes(call.Headers.GetValueOrDefault(header), expected.Length) is { } given && CryptographicOperations.FixedTimeEquals(given, expected)
                ? null
                : $"{header} is not the signature of this body.";
        }

        return CallbackTrust.Same(call.PathSecret ?? Password(call), secret) ? null : "Neither the end of the address nor the password is the callback_secret.";
    }

    /// <summary>The password of Basic authentication, whoever the user is.</summary>
    private static string? Password(CallbackCall call)
    {
        if (call.Headers.GetValueOrDefault("Authorization") is not { Length: < 1_000 } header || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            return null;

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var count))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var split ? pair[(split + 1)..] : null;
    }

    private static CallbackReading Receipts(string provider, IReadOnlyList<JsonElement> results)
    {
        var receipts = results.Select(result =>
        {
            var error = result.At("error.id");
            var id = result.At("messageId");
            return Heard.Receipt(provider, id, State(result), error == "0" ? null : error, result.At("status.name") ?? result.At("status.groupName"), CallbackTranscript.Of(result, id));
        }).ToList();
        return receipts.Contains(null)
            ? new CallbackReading.Unreadable("A receipt in it names no message.")
            : new CallbackReading.Heard([.. receipts.OfType<Receipt>()], []);
    }

    /// <summary>The group, but for one state: what the operator has is not yet delivered (https://www.infobip.com/docs/developer-resources/api-fundamentals/message-status-codes).</summary>
    private static ReceiptState State(JsonElement result) => (result.At("status.groupName"), result.At("status.name")) switch
    {
        (_, "DELIVERED_TO_OPERATOR") => ReceiptState.Underway,
        ("DELIVERED", _) => ReceiptState.Delivered,
        ("UNDELIVERABLE" or "EXPIRED", _) => ReceiptState.Undelivered,
        ("REJECTED", _) => ReceiptState.Rejected,
        ("PENDING", _) => ReceiptState.Underway,
        _ => ReceiptState.Unknown,
    };

    private static CallbackReading Texts(string provider, IReadOnlyList<JsonElement> results)
    {
        // cleanText is without the keyword, and the keyword may be the STOP that somebody means.
        var texts = results.Select(result =>
            Heard.Text(new InboundText(provider, result.At("messageId"), result.At("from") ?? "", result.At("to") ?? "", result.At("text") ?? "", null))).ToList();
        return texts.Contains(null)
            ? new CallbackReading.Unreadable("A text in it does not say from whom or to whom it is, or is too long.")
            : new CallbackReading.Heard([], [.. texts.OfType<InboundText>()]);
    }
}
