using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>Verifies and reads the calls that a WAHA gateway makes to us. Pure.</summary>
/// <remarks>Source: the gateway's documentation, section Events: HMAC-SHA-512 of the raw body in <c>X-Webhook-Hmac</c>, the events session.status, message and message.ack.</remarks>
public static class WahaHooks
{
    private const int SignatureBytes = 64, LongestText = 65_536, LongestId = 200;

    /// <param name="gateway">The name that receipts are known by.</param>
    public static GatewayReading Read(string gateway, string key, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        if (CallbackTrust.Bytes(headers.GetValueOrDefault("X-Webhook-Hmac"), SignatureBytes) is not { } signature)
            return new GatewayReading.Forged("It has no X-Webhook-Hmac of 128 hexadecimal digits.");
        if (!CryptographicOperations.FixedTimeEquals(signature, HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), body.Span)))
            return new GatewayReading.Forged("Its X-Webhook-Hmac is not that of the body.");

        var call = JsonText.Parse(Encoding.UTF8.GetString(body.Span));
        if (call.At("session") is not { } session)
            return new GatewayReading.Unreadable("It names no session.");

        var payload = JsonText.Find(call, "payload");
        return call.At("event") switch
        {
            "session.status" => new GatewayReading.Heard([new GatewayNews.Changed(session)]),
            "message.ack" => Receipt(gateway, session, payload),
            "message" => Received(session, payload),
            _ => new GatewayReading.Heard([]),
        };
    }

    private static GatewayReading Receipt(string gateway, string session, JsonElement? payload)
    {
        if (WahaChats.Id(payload) is not { Length: <= LongestId } id)
            return new GatewayReading.Unreadable("It names no message.");

        ReceiptState? state = payload.At("ack") switch
        {
            "-1" => ReceiptState.Undelivered,
            "0" or "1" => ReceiptState.Underway,
            "2" => ReceiptState.Delivered,
            "3" or "4" => ReceiptState.Read,
            _ => null,
        };
        return state is not { } known
            ? new GatewayReading.Unreadable("Its ack is no number from -1 to 4.")
            : new GatewayReading.Heard([new GatewayNews.Told(session, new Receipt(gateway, id, known, null, null, HttpOutcomes.Short(payload.At("ackName") ?? known.ToString(), 60)))]);
    }

    private static GatewayReading Received(string session, JsonElement? payload)
    {
        if (payload.At("fromMe") == "true" || WahaChats.Phone(payload.At("from")) is not { } from)
            return new GatewayReading.Heard([]); // From a group, or our own.
        return WahaChats.Id(payload) is { Length: <= LongestId } id && (payload.At("body") ?? "") is { Length: <= LongestText } words
            ? new GatewayReading.Heard([new GatewayNews.Received(session, id, from, new WhatsAppContent.Text(words))])
            : new GatewayReading.Unreadable("The message has no id, or is too long.");
    }
}
