using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Meta;

/// <summary>Verifies and reads the calls that Meta makes to us. Pure.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Webhooks: Create a webhook endpoint, Validate payloads, and the reference of each field.</remarks>
public static class CloudHooks
{
    private const int SignatureBytes = 32, LongestChallenge = 200, LongestRaw = 200, LongestCode = 20;

    private static readonly string[] Templates = ["message_template_status_update", "message_template_quality_update", "message_template_components_update", "template_category_update"];

    private static readonly string[] Accounts = ["account_update", "account_alerts", "account_review_update", "business_capability_update", "phone_number_quality_update", "phone_number_name_update"];

    /// <summary>What the handshake of a callback address is answered with, as plain text; null refuses it.</summary>
    public static string? Challenge(string? mode, string? token, string? challenge, string expectedToken) =>
        CallbackTrust.Same(token, expectedToken) && mode == "subscribe" && challenge is { Length: > 0 and <= LongestChallenge } ? challenge : null;

    /// <param name="gateway">The name that receipts are known by.</param>
    /// <param name="session">Whose address was called.</param>
    /// <param name="access">Of that session: what the call tells of other numbers and other business accounts is no news of it.</param>
    public static GatewayReading Read(string gateway, string session, CloudAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        if (CallbackTrust.Bytes(headers.GetValueOrDefault("X-Hub-Signature-256"), SignatureBytes) is not { } signature)
            return new GatewayReading.Forged("It has no X-Hub-Signature-256 of 64 hexadecimal digits.");
        if (!CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(Encoding.UTF8.GetBytes(access.AppSecret), body.Span)))
            return new GatewayReading.Forged("Its X-Hub-Signature-256 is not that of the body.");

        if (JsonText.Parse(Encoding.UTF8.GetString(body.Span)).List("entry") is not { } entries)
            return new GatewayReading.Unreadable("It has no list 'entry'.");

        var news = new List<GatewayNews?>();
        foreach (var entry in entries)
            foreach (var change in ((JsonElement?)entry).List("changes") ?? [])
            {
                news.AddRange(News(gateway, session, access, entry.At("id"), change));
                if (news.Count > Heard.MostInOne)
                    return new GatewayReading.Unreadable($"It tells of more than {Heard.MostInOne} things at once.");
            }

        return news.Contains(null)
            ? new GatewayReading.Unreadable("A message or a status in it has no id, or is too long.")
            : new GatewayReading.Heard([.. news.OfType<GatewayNews>()]);
    }

    /// <summary>What one change tells; null in it is something that cannot be understood.</summary>
    private static IReadOnlyList<GatewayNews?> News(string gateway, string session, CloudAccess access, string? business, JsonElement change)
    {
        var value = JsonText.Find(change, "value");
        switch (change.At("field"))
        {
            case "messages" when value.At("metadata.phone_number_id") == access.PhoneNumberId:
                return
                [
                    .. (value.List("statuses") ?? []).Where(s => State(s) is not null).Select(s => Status(gateway, session, s)),
                    .. (value.List("messages") ?? []).Where(CloudInbound.IsOfPerson).Select(m => CloudInbound.Read(session, m)),
                ];
            case { } field when business == access.BusinessId && Templates.Contains(field):
                return [new GatewayNews.TemplatesChanged(session)];
            case { } field when business == access.BusinessId && Accounts.Contains(field):
                return [new GatewayNews.Changed(session)];
            default:
                return [];
        }
    }

    private static ReceiptState? State(JsonElement status) => status.At("status") switch
    {
        "sent" => ReceiptState.Underway,
        "delivered" => ReceiptState.Delivered,
        // A sound that was played was opened.
        "read" or "played" => ReceiptState.Read,
        "failed" => ReceiptState.Undelivered,
        _ => null,
    };

    private static GatewayNews.Told? Status(string gateway, string session, JsonElement status) =>
        CloudInbound.Id(status.At("id")) is { } id && State(status) is { } state
            ? new(session, new Receipt(gateway, id, state, status.At("errors[0].code") is { } code ? HttpOutcomes.Short(code, LongestCode) : null, At(status.At("timestamp")), Raw(status)) { Exchange = CallbackTranscript.Of(status, id) })
            : null;

    /// <summary>Meta's word, and what is known of the error.</summary>
    private static string Raw(JsonElement status)
    {
        var word = status.At("status") ?? "";
        var why = int.TryParse(status.At("errors[0].code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && CloudErrors.Find(code) is { } known ? known.Words
            : status.At("errors[0].error_data.details") ?? status.At("errors[0].title");
        return HttpOutcomes.Short(why is null ? word : $"{word}: {why}", LongestRaw);
    }

    private static DateTimeOffset? At(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(time) : null;
}
