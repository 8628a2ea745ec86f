using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Vonage;

/// <summary>Vonage's SMS API: a form to <c>/sms/json</c>, answered 200 with a status and an id for each part (https://developer.vonage.com/en/api/sms).</summary>
internal sealed class VonageDialect(VonageOptions options) : IHttpDialect
{
    /// <summary>The bounds of <c>ttl</c>: 20 seconds to 7 days.</summary>
    private const long ShortestMs = 20_000, LongestMs = 604_800_000;

    public bool TakesCallbacks => options.SignatureSecret is not null;

    public string? PathSecret => null;

    public IReadOnlyList<string> Secrets { get; } = [options.Key, options.Secret, options.SignatureSecret ?? ""];

    /// <summary>The balance, which is asked for with the same key and secret (https://developer.vonage.com/en/api/account).</summary>
    public HttpCall Question => HttpCall.Get($"{options.BaseUrl}/account/get-balance", HttpCall.Basic(options.Key, options.Secret));

    public SendOutcome.Rejected? Refuse(SmsSubmission submission) => submission.From is null && options.DefaultSender is null
        ? new SendOutcome.Rejected("no_sender", "The message names no sender, and the provider has no default_sender.")
        : null;

    public HttpCall Write(SmsSubmission submission, string? receiptsUrl, DateTimeOffset now)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("api_key", options.Key),
            new("api_secret", options.Secret),
            new("from", SenderForm.Digits(submission.From, options.DefaultSender) ?? ""),
            new("to", submission.To.Value.TrimStart('+')),
            new("text", submission.Text.Content),
            new("type", submission.Text.Encoding == SmsEncoding.Gsm7 ? "text" : "unicode"),
            new("client-ref", submission.MessageId),
            new("status-report-req", receiptsUrl is null ? "0" : "1"),
        };
        if (receiptsUrl is not null)
            fields.Add(new("callback", receiptsUrl));
        if (submission.ValidUntil - now is { } left)
            fields.Add(new("ttl", Math.Clamp((long)left.TotalMilliseconds, ShortestMs, LongestMs).ToString(CultureInfo.InvariantCulture)));
        return HttpCall.Form($"{options.BaseUrl}/sms/json", fields);
    }

    public SendOutcome Read(HttpHeard.Answered answer)
    {
        if (!answer.IsSuccess)
            return HttpOutcomes.Of(answer, null, JsonText.Parse(answer.Body).At("detail"));
        if (JsonText.Parse(answer.Body).List("messages") is not { Count: > 0 and <= 20 } parts)
            return HttpOutcomes.Unreadable(answer);

        var outcomes = parts.Select(Part).ToList();
        if (outcomes.All(o => o is SendOutcome.Accepted))
            return new SendOutcome.Accepted([.. outcomes.OfType<SendOutcome.Accepted>().SelectMany(o => o.ProviderIds)]);
        // A part that was taken is on its way; sending the text again would send it twice.
        var fault = outcomes.First(o => o is not SendOutcome.Accepted);
        return outcomes.Any(o => o is SendOutcome.Accepted)
            ? new SendOutcome.Unknown($"some of its {parts.Count} parts were taken and others not ({Status(parts)})")
            : outcomes.OfType<SendOutcome.Unknown>().FirstOrDefault() ?? fault;
    }

    /// <summary>The verdict on one part (https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms).</summary>
    private static SendOutcome Part(JsonElement part)
    {
        var (status, reason) = (part.At("status"), part.At("error-text"));
        return status switch
        {
            "0" => part.At("message-id") is { } id ? new SendOutcome.Accepted([id]) : new SendOutcome.Accepted([]),
            "1" => new SendOutcome.TryLater("The provider asked to slow down."),
            // Credentials, a barred account, no credit, too many connections: no fault of the text, and nothing was taken.
            "4" or "8" or "9" or "10" or "11" or "14" or "32" => new SendOutcome.TryLater(HttpOutcomes.Short($"The provider refuses the account: {reason ?? status}", 200)),
            // An internal fault while it was being processed says nothing of where it stopped.
            null or "5" => new SendOutcome.Unknown($"the provider answered status {status ?? "without a number"}"),
            _ => HttpOutcomes.Rejected(status, reason ?? "the provider refused the text"),
        };
    }

    private static string Status(IReadOnlyList<JsonElement> parts) => "status " + string.Join(", ", parts.Select(p => p.At("status") ?? "?"));

    public (bool Works, string Says) Judge(HttpHeard.Answered answer) => answer.IsSuccess && JsonText.Parse(answer.Body).At("value") is { } balance
        ? (true, string.Create(CultureInfo.InvariantCulture, $"Vonage knows the account; its balance is {HttpOutcomes.Short(balance, 20)} EUR."))
        : (false, $"Vonage answered HTTP {answer.Status}: {HttpOutcomes.Short(JsonText.Parse(answer.Body).At("error-code-label") ?? JsonText.Parse(answer.Body).At("detail") ?? "nothing more", 200)}");
}
