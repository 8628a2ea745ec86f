using System.Globalization;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Twilio;

/// <summary>Twilio's Message resource: a form to <c>/2010-04-01/Accounts/{AccountSid}/Messages.json</c>, answered 201 with the message's <c>sid</c> (https://www.twilio.com/docs/messaging/api/message-resource).</summary>
internal sealed class TwilioDialect(TwilioOptions options) : IHttpDialect
{
    /// <summary>Twilio keeps a text for 10 hours at most and refuses a longer wish (https://www.twilio.com/docs/api/errors/90007).</summary>
    private const int LongestValidity = 36_000;

    /// <summary>Refusals for the sake of speed, whatever their status: too fast (14107), too many requests at once (20429), the sender's queue is full (21611).</summary>
    private static readonly string[] Later = ["14107", "20429", "21611"];

    private readonly (string Name, string Value) _credentials = HttpCall.Basic(options.User, options.Password);

    private readonly string _account = $"{options.BaseUrl}/2010-04-01/Accounts/{Uri.EscapeDataString(options.Account)}";

    public bool TakesCallbacks => true;

    public string? PathSecret => null;

    public IReadOnlyList<string> Secrets { get; } = [options.Account, options.AuthToken, options.User, options.Password];

    public HttpCall Question => HttpCall.Get($"{_account}.json", _credentials);

    public SendOutcome.Rejected? Refuse(SmsSubmission submission) => submission.From is null && options.DefaultSender is null && options.Service is null
        ? new SendOutcome.Rejected("no_sender", "The message names no sender, and the provider has neither default_sender nor messaging_service_sid.")
        : null;

    public HttpCall Write(SmsSubmission submission, string? receiptsUrl, DateTimeOffset now)
    {
        var fields = new List<KeyValuePair<string, string>> { new("To", submission.To.Value), new("Body", submission.Text.Content) };
        if (SenderForm.International(submission.From, options.DefaultSender) is { } from)
            fields.Add(new("From", from));
        if (options.Service is { } service)
            fields.Add(new("MessagingServiceSid", service));
        if (receiptsUrl is not null)
            fields.Add(new("StatusCallback", receiptsUrl));
        if (submission.ValidUntil - now is { TotalSeconds: < LongestValidity } left)
            fields.Add(new("ValidityPeriod", Math.Max(1, (int)left.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        return HttpCall.Form($"{_account}/Messages.json", fields, _credentials);
    }

    public SendOutcome Read(HttpHeard.Answered answer)
    {
        var json = JsonText.Parse(answer.Body);
        if (answer.IsSuccess)
            return json.At("sid") is { } sid ? new SendOutcome.Accepted([sid]) : HttpOutcomes.Unreadable(answer);

        // Errors are {"code", "message", "more_info", "status"}; a 429 was never processed (https://www.twilio.com/docs/api/errors/20429).
        var (code, reason) = (json.At("code"), json.At("message"));
        var outcome = HttpOutcomes.Of(answer, code, reason);
        return outcome is SendOutcome.Rejected rejected && Later.Contains(code) ? new SendOutcome.TryLater(rejected.Reason, answer.RetryAfter) : outcome;
    }

    public (bool Works, string Says) Judge(HttpHeard.Answered answer)
    {
        var json = JsonText.Parse(answer.Body);
        if (!answer.IsSuccess)
            return (false, $"Twilio answered HTTP {answer.Status}: {HttpOutcomes.Short(json.At("message") ?? "nothing more", 200)}");

        var status = json.At("status");
        return (status == "active", $"Twilio knows the account '{HttpOutcomes.Short(json.At("friendly_name") ?? "", 60)}'; it is {status ?? "of no known status"}.");
    }
}
