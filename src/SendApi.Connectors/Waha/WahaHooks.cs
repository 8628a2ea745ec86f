using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>Verifies and reads the calls that a WAHA gateway makes to us. Pure.</summary>
/// <remarks>Source: the gateway's documentation, section Events: HMAC-SHA-512 of the raw body in <c>X-Webhook-Hmac</c>, the events session.status, message, message.ack, message.reaction and poll.vote.</remarks>
public static class WahaHooks
{
    private const int SignatureBytes = 64, LongestId = 200;

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
            "message" => Received(session, payload, bare => WahaContent.Message(bare, payload)),
            "message.reaction" => Received(session, payload, bare => WahaContent.Reaction(bare, payload)),
            "poll.vote" => Received(session, JsonText.Find(payload, "vote"), bare => WahaContent.Vote(bare, payload)),
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
            : new GatewayReading.Heard([new GatewayNews.Told(session, new Receipt(gateway, id, known, null, null, HttpOutcomes.Short(payload.At("ackName") ?? known.ToString(), 60)) { Exchange = Shown(id, payload) })]);
    }

    // The rest of such a call is the whole message, in whatever form the engine has it.
    private static Exchange Shown(string id, JsonElement? payload) =>
        Exchange.Of(null, $"message.ack\nid={id}\nack={payload.At("ack")}\nackName={HttpOutcomes.Short(payload.At("ackName") ?? "", 60)}");

    /// <param name="message">What has the id and says from whom it is.</param>
    private static GatewayReading Received(string session, JsonElement? message, Func<GatewayNews.Received, GatewayNews.Received?> read)
    {
        if (message.At("fromMe") == "true" || WahaChats.Phone(message.At("from")) is not { } from)
            return new GatewayReading.Heard([]); // From a group, or our own.
        return WahaChats.Id(message) is { Length: <= LongestId } id && read(new(session, id, from, new WhatsAppContent.Other(""))) is { } received
            ? new GatewayReading.Heard([received])
            : new GatewayReading.Unreadable("The message has no id, or is too long.");
    }
}
