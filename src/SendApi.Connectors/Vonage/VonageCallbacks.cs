using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Vonage;

/// <summary>Vonage's calls: fields in the query, a form or JSON, proved by <c>sig</c> (https://developer.vonage.com/en/getting-started/concepts/signing-messages) or by a JWT in the Authorization header (https://developer.vonage.com/en/getting-started/concepts/webhooks).</summary>
internal static class VonageCallbacks
{
    private const string Bearer = "Bearer ", Sig = "sig";

    public static CallbackReading Read(string provider, VonageOptions options, CallbackCall call)
    {
        if (options.SignatureSecret is not { } secret)
            return new CallbackReading.Forged("The provider has no signature_secret, so no call of it can be believed.");
        if (Fields(call) is not { } fields)
            return new CallbackReading.Unreadable("It is neither a query, nor a form, nor JSON.");

        var authorization = call.Headers.GetValueOrDefault("Authorization");
        var fault = authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true
            ? FaultOfToken(authorization[Bearer.Length..].Trim(), secret, call)
            : CallbackTrust.Same(fields.First(Sig)?.ToLowerInvariant(), Sign(secret, options.Signing, fields)) ? null : "'sig' does not fit the fields and the signature secret.";
        if (fault is not null)
            return new CallbackReading.Forged(fault);

        return call.Topic == CallbackTopic.Receipts ? Receipt(provider, fields) : Text(provider, fields);
    }

    /// <summary>All fields but the signature, sorted by name, each as <c>&amp;name=value</c> with the two signs of that form replaced in values.</summary>
    internal static string Sign(string secret, VonageSigning signing, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields.Where(f => f.Key != Sig).OrderBy(f => f.Key, StringComparer.Ordinal))
            text.Append('&').Append(name).Append('=').Append(value.Replace('&', '_').Replace('=', '_'));

        var (key, signed) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning disable CA5350, CA5351 // Which of them is used is chosen in Vonage's dashboard, and MD5 is what it begins with.
        return Convert.ToHexStringLower(signing switch
        {
            VonageSigning.Md5 => HMACMD5.HashData(key, signed),
            VonageSigning.Sha1 => HMACSHA1.HashData(key, signed),
            VonageSigning.Sha256 => HMACSHA256.HashData(key, signed),
            VonageSigning.Sha512 => HMACSHA512.HashData(key, signed),
            _ => MD5.HashData([.. signed, .. key]),
        });
#pragma warning restore CA5350, CA5351
    }

    /// <summary>A token of our own secret, whose <c>payload_hash</c> is that of the body. One for another body is a token that was taken from elsewhere.</summary>
    private static string? FaultOfToken(string token, string secret, CallbackCall call)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || Decoded(parts[0]) is not { } head || JsonText.Parse(head).At("alg") != "HS256")
            return "The token is no JWT signed with HS256.";

        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        if (!CallbackTrust.Same(parts[2].TrimEnd('='), System.Buffers.Text.Base64Url.EncodeToString(expected)))
            return "The token is not signed with the signature secret.";
        var hash = JsonText.Parse(Decoded(parts[1])).At("payload_hash");
        return call.Body.IsEmpty || !CallbackTrust.Same(hash?.ToLowerInvariant(), Convert.ToHexStringLower(SHA256.HashData(call.Body.Span)))
            ? "The token's payload_hash is not that of this body."
            : null;
    }

    private static string? Decoded(string part)
    {
        var bytes = new byte[part.Length];
        return System.Buffers.Text.Base64Url.TryDecodeFromChars(part, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    private static IReadOnlyList<KeyValuePair<string, string>>? Fields(CallbackCall call)
    {
        if (call.Body.IsEmpty)
            return FormText.Read(FormText.Query(call.Url));

        var text = Encoding.UTF8.GetString(call.Body.Span);
        if (!text.TrimStart().StartsWith('{'))
            return FormText.Read(text);
        return JsonText.Parse(text) is { ValueKind: JsonValueKind.Object } json
            ? [.. json.EnumerateObject().Take(500).Select(p => new KeyValuePair<string, string>(p.Name, p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() ?? "" : p.Value.GetRawText()))]
            : null;
    }

    private static CallbackReading Receipt(string provider, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var (word, error) = (fields.First("status"), fields.First("err-code"));
        var id = fields.First("messageId") ?? fields.First("message-id");
        return Heard.Of(Heard.Receipt(provider, id, State(word), error == "0" ? null : error, word, CallbackTranscript.Of(fields, id)));
    }

    /// <summary>The states of a text (https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts).</summary>
    private static ReceiptState State(string? word) => word switch
    {
        "delivered" => ReceiptState.Delivered,
        "expired" or "failed" or "deleted" => ReceiptState.Undelivered,
        "rejected" => ReceiptState.Rejected,
        "accepted" or "buffered" => ReceiptState.Underway,
        _ => ReceiptState.Unknown,
    };

    private static CallbackReading Text(string provider, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var part = fields.First("concat") == "true" && Number(fields, "concat-ref") is { } reference
            && Number(fields, "concat-total") is > 0 and <= 255 and var total && Number(fields, "concat-part") is > 0 and var number && number <= total
            ? new InboundPart(reference, total, number)
            : null;
        return Heard.Of(Heard.Text(new InboundText(provider, fields.First("messageId"), fields.First("msisdn") ?? "", fields.First("to") ?? "", fields.First("text") ?? "", part)));
    }

    /// <summary>A number, as it is or as the hexadecimal that a reference may be written in.</summary>
    private static int? Number(IReadOnlyList<KeyValuePair<string, string>> fields, string name)
    {
        var text = fields.First(name);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
    }
}
