using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    /// <summary>What the call brings; null for what cannot be read.</summary>
    private static List<Item>? Items(string? list, CallbackCall call)
    {
        var text = Encoding.UTF8.GetString(call.Body.Span);
        if (JsonText.Parse(text) is { } json)
        {
            if (list is null)
                return [Item.Of(json)];
            return ((JsonElement?)json).List(list)?.Select(Item.Of).ToList();
        }

        var fields = FormText.Read(call.Body.IsEmpty ? FormText.Query(call.Url) : text);
        return fields is null ? null : [new Item(fields.First, id => CallbackTranscript.Of(fields, id))];
    }

    private static CallbackReading Receipts(string provider, GenericCallbackOptions options, List<Item> items)
    {
        var receipts = items.Select(item => Receipt(provider, options, item)).ToList();
        return receipts.Contains(null)
            ? new CallbackReading.Unreadable("A receipt in it names no message.")
            : new CallbackReading.Heard([.. receipts.OfType<Receipt>()], []);
    }

    private static Receipt? Receipt(string provider, GenericCallbackOptions options, Item item)
    {
        var (id, word) = (item.At(options.ReceiptId), item.At(options.ReceiptState));
        return Heard.Receipt(provider, id, options.States.Of(word), item.At(options.ReceiptError), word, item.Shown(id));
    }

    private static CallbackReading Texts(string provider, GenericCallbackOptions options, List<Item> items)
    {
        var texts = items.Select(item =>
            Heard.Text(new InboundText(provider, item.At(options.InboundId), item.At(options.InboundFrom) ?? "", item.At(options.InboundTo) ?? "", item.At(options.InboundText) ?? "", null))).ToList();
        return texts.Contains(null)
            ? new CallbackReading.Unreadable("A text in it does not say from whom or to whom it is, or is too long.")
            : new CallbackReading.Heard([], [.. texts.OfType<InboundText>()]);
    }

    /// <summary>One thing that a call brings.</summary>
    private sealed record Item(Func<string, string?> Find, Func<string?, Exchange> Shown)
    {
        public static Item Of(JsonElement json) => new(place => json.At(place), id => CallbackTranscript.Of(json, id));

        public string? At(string? place) => place is null ? null : Find(place);
    }
}
