using System.Buffers;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Infobip;

/// <summary>Infobip's SMS API: JSON to <c>/sms/3/messages</c>, answered 200 with an id and a status group for each message (https://www.infobip.com/docs/api/channels/sms).</summary>
internal sealed class InfobipDialect(InfobipOptions options) : IHttpDialect
{
    /// <summary>The longest <c>validityPeriod</c>: 48 hours.</summary>
    private const int LongestMinutes = 48 * 60;

    private readonly (string Name, string Value) _credentials = ("Authorization", "App " + options.ApiKey);

    public bool TakesCallbacks => options.CallbackSecret is not null;

    public string? PathSecret => options.SignatureHeader is null ? options.CallbackSecret : null;

    public IReadOnlyList<string> Secrets { get; } = [options.ApiKey, options.CallbackSecret ?? ""];

    /// <summary>The balance, which needs nothing but the key.</summary>
    public HttpCall Question => HttpCall.Get($"{options.BaseUrl}/account/1/balance", _credentials);

    public SendOutcome.Rejected? Refuse(SmsSubmission submission) => submission.From is null && options.DefaultSender is null
        ? new SendOutcome.Rejected("no_sender", "The message names no sender, and the provider has no default_sender.")
        : null;

    public HttpCall Write(SmsSubmission submission, string? receiptsUrl, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("sender", SenderForm.Digits(submission.From, options.DefaultSender));
            json.WriteStartArray("destinations");
            json.WriteStartObject();
            json.WriteString("to", submission.To.Value.TrimStart('+'));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("content");
            json.WriteString("text", submission.Text.Content);
            json.WriteEndObject();
            WriteOptions(json, submission.ValidUntil - now);
            WriteWebhooks(json, submission, receiptsUrl);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return HttpCall.Json($"{options.BaseUrl}/sms/3/messages", Encoding.UTF8.GetString(output.WrittenSpan), _credentials);
    }

    private static void WriteOptions(Utf8JsonWriter json, TimeSpan? left)
    {
        if (left is not { TotalMinutes: < LongestMinutes } validity)
            return;

        json.WriteStartObject("options");
        json.WriteStartObject("validityPeriod");
        json.WriteNumber("amount", Math.Max(1, (int)Math.Ceiling(validity.TotalMinutes)));
        json.WriteString("timeUnit", "MINUTES");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteWebhooks(Utf8JsonWriter json, SmsSubmission submission, string? receiptsUrl)
    {
        if (receiptsUrl is null)
            return;

        json.WriteStartObject("webhooks");
        json.WriteStartObject("delivery");
        json.WriteString("url", receiptsUrl);
        json.WriteEndObject();
        json.WriteString("contentType", "application/json");
        json.WriteString("callbackData", submission.MessageId);
        json.WriteEndObject();
    }

    public SendOutcome Read(HttpHeard.Answered answer)
    {
        var json = JsonText.Parse(answer.Body);
        if (!answer.IsSuccess)
            return HttpOutcomes.Of(answer,
                json.At("errorCode") ?? json.At("requestError.serviceException.messageId"), json.At("description") ?? json.At("requestError.serviceException.text"));
        if (json.List("messages") is not [var message])
            return HttpOutcomes.Unreadable(answer);

        // Groups: https://www.infobip.com/docs/developer-resources/api-fundamentals/message-status-codes
        var (id, reason) = (message.At("messageId"), message.At("status.description") ?? "the provider refused the text");
        return message.At("status.groupName") switch
        {
            "PENDING" or "DELIVERED" or "OK" when id is not null => new SendOutcome.Accepted([id]),
            "UNDELIVERABLE" or "EXPIRED" or "REJECTED" => HttpOutcomes.Rejected(message.At("status.name") ?? "REJECTED", reason),
            _ => HttpOutcomes.Unreadable(answer),
        };
    }

    public (bool Works, string Says) Judge(HttpHeard.Answered answer)
    {
        var json = JsonText.Parse(answer.Body);
        return answer.IsSuccess && json.At("balance") is { } balance
            ? (true, $"Infobip knows the account; its balance is {HttpOutcomes.Short(balance, 20)} {HttpOutcomes.Short(json.At("currency") ?? "", 10)}.")
            : (false, $"Infobip answered HTTP {answer.Status}: {HttpOutcomes.Short(json.At("description") ?? json.At("requestError.serviceException.text") ?? "nothing more", 200)}");
    }
}
