using System.Security.Cryptography;
using System.Text;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>Calls of a provider that an operator described: proved by the HMAC of the body in a header, or by a long secret at the end of the address.</summary>
internal static class GenericCallbacks
{
    public static CallbackReading Read(string provider, GenericCallbackOptions options, CallbackCall call)
    {
        if (Fault(options, call) is { } why)
            return new CallbackReading.Forged(why);
        if (call.Topic == CallbackTopic.Receipts ? options.ReceiptId is null : options.InboundFrom is null || options.InboundTo is null || options.InboundText is null)
            return new CallbackReading.Unreadable("The provider's settings do not say where anything is in such a call.");
        if (Items(call.Topic == CallbackTopic.Receipts ? options.ReceiptList : options.InboundList, call) is not { Count: <= Heard.MostInOne } items)
            return new CallbackReading.Unreadable("It is neither JSON nor a form with what the settings say, or brings too much at once.");

        return call.Topic == CallbackTopic.Receipts ? Receipts(provider, options, items) : Texts(provider, options, items);
    }

    private static string? Fault(GenericCallbackOptions options, CallbackCall call)
    {
        if (options.Secret is not { } secret)
            return "The provider has no callback_secret, so no call of it can be believed.";
        if (options.SignatureHeader is not { } header)
            return CallbackTrust.Same(call.PathSecret, secret) ? null : "The secret at the end of the address is not the right one.";
        // The signature is of the body, and all that a GET says is in its address.
        if (call.Body.IsEmpty)
            return "A call without a body is not signed.";

        var expected = Hash(options.Algorithm, Encoding.UTF8.GetBytes(secret), call.Body.Span);
        return CallbackTrust.Bytes(call.Headers.GetValueOrDefault(header), expected.Length) is { } given && CryptographicOperations.FixedTimeEquals(given, expected)
            ? null
            : $"{header} is not the signature of this body.";
    }

    internal static byte[] Hash(string algorithm, byte[] key, ReadOnlySpan<byte> body) => algorithm switch
    {
        "sha512" => HMACSHA512.HashData(key, body),
#pragma warning disable CA5350 // What the provider signs with is not ours to choose.
        "sha1" => HMACSHA1.HashData(key, body),
#pragma warning restore CA5350
        _ => HMACSHA256.HashData(key, body),
    };

    /// <summary>What the call brings, each as a look-up by place; null for what cannot be read.</summary>
    private static List<Func<string?, string?>>? Items(string? list, CallbackCall call)
    {
        var text = Encoding.UTF8.GetString(call.Body.Span);
        if (JsonText.Parse(text) is { } json)
        {
            if (list is null)
                return [place => place is null ? null : json.At(place)];
            return ((System.Text.Json.JsonElement?)json).List(list)?.Select(item => (Func<string?, string?>)(place => place is null ? null : item.At(place))).ToList();
        }

        var fields = FormText.Read(call.Body.IsEmpty ? FormText.Query(call.Url) : text);
        return fields is null ? null : [place => place is null ? null : fields.First(place)];
    }

    private static CallbackReading Receipts(string provider, GenericCallbackOptions options, List<Func<string?, string?>> items)
    {
        var receipts = items.Select(at =>
            Heard.Receipt(provider, at(options.ReceiptId), options.States.Of(at(options.ReceiptState)), at(options.ReceiptError), at(options.ReceiptState))).ToList();
        return receipts.Contains(null)
            ? new CallbackReading.Unreadable("A receipt in it names no message.")
            : new CallbackReading.Heard([.. receipts.OfType<Receipt>()], []);
    }

    private static CallbackReading Texts(string provider, GenericCallbackOptions options, List<Func<string?, string?>> items)
    {
        var texts = items.Select(at =>
            Heard.Text(new InboundText(provider, at(options.InboundId), at(options.InboundFrom) ?? "", at(options.InboundTo) ?? "", at(options.InboundText) ?? "", null))).ToList();
        return texts.Contains(null)
            ? new CallbackReading.Unreadable("A text in it does not say from whom or to whom it is, or is too long.")
            : new CallbackReading.Heard([], [.. texts.OfType<InboundText>()]);
    }
}
