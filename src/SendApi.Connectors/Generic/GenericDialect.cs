using System.Globalization;
using System.Text;
using SendApi.Connectors.Http;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>A provider as its operator described it. What the description does not say is read as strictly as everywhere: only what is sure is tried again.</summary>
internal sealed class GenericDialect(GenericOptions options) : IHttpDialect
{
    private const int ShortestSecret = 8;

    public bool TakesCallbacks => options.Callbacks is { Secret: not null, ReceiptId: not null };

    public string? PathSecret => options.Callbacks.SignatureHeader is null ? options.Callbacks.Secret : null;

    /// <summary>An operator may write a credential anywhere. What is long enough for one is taken for one.</summary>
    public IReadOnlyList<string> Secrets { get; } =
    [
        .. options.Url.Literals.Concat(options.Body.Literals).Concat(options.Headers.SelectMany(h => h.Value.Literals))
            .SelectMany(text => text.Split([.. " \t\r\n\"'<>{}[]():;,=&?/"])).Where(part => part.Length >= ShortestSecret).Distinct(),
        options.Callbacks.Secret ?? "",
    ];

    public HttpCall? Question => options.TestUrl is { } url ? HttpCall.Get(url, Headers(new Dictionary<string, string>())) : null;

    public SendOutcome.Rejected? Refuse(SmsSubmission submission) =>
        submission.From is null && options.DefaultSender is null && (options.Uses("from") || options.Uses("from_digits"))
            ? new SendOutcome.Rejected("no_sender", "The message names no sender, and the provider has no default_sender.")
            : null;

    public HttpCall Write(SmsSubmission submission, string? receiptsUrl, DateTimeOffset now)
    {
        var from = SenderForm.International(submission.From, options.DefaultSender) ?? "";
        var values = new Dictionary<string, string>
        {
            ["to"] = submission.To.Value,
            ["to_digits"] = submission.To.Value.TrimStart('+'),
            ["from"] = from,
            ["from_digits"] = from.TrimStart('+'),
            ["content"] = submission.Text.Content,
            ["content_hex"] = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(submission.Text.Content)),
            ["id"] = submission.MessageId,
            ["callback_url"] = receiptsUrl ?? "",
            ["valid_seconds"] = Math.Max(1, (long)((submission.ValidUntil ?? now.AddDays(1)) - now).TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["encoding"] = submission.Text.Encoding == SmsEncoding.Gsm7 ? "gsm7" : "ucs2",
            ["segments"] = submission.Text.Segments.ToString(CultureInfo.InvariantCulture),
        };
        return new HttpCall(options.Method, options.Url.Fill(values), Headers(values), Encoding.UTF8.GetBytes(options.Body.Fill(values)), options.ContentType) { IsHidden = true };
    }

    public SendOutcome Read(HttpHeard.Answered answer)
    {
        var json = JsonText.Parse(answer.Body);
        var (code, reason) = (options.CodePath is { } c ? json.At(c) : null, options.ReasonPath is { } r ? json.At(r) : null);
        if (answer.Body is { } body)
        {
            if (options.LaterWhen?.IsMatch(body) == true)
                return new SendOutcome.TryLater(HttpOutcomes.Short(reason ?? "The provider asked to try later.", 200), answer.RetryAfter);
            if (options.RejectedWhen?.IsMatch(body) == true)
                return HttpOutcomes.Rejected(code ?? "refused", reason ?? "the provider refused the text");
        }

        return options.AcceptedStatus.Has(answer.Status) ? Accepted(answer, json) : HttpOutcomes.Of(answer, code, reason);
    }

    /// <summary>A provider that has no ids takes texts all the same. Where one was promised and is not there, only its own words of acceptance count.</summary>
    private SendOutcome Accepted(HttpHeard.Answered answer, System.Text.Json.JsonElement? json)
    {
        if (answer.Body is not { } body || options.AcceptedWhen?.IsMatch(body) == false)
            return HttpOutcomes.Unreadable(answer);

        var id = options.IdPath is { } path ? json.At(path) : null;
        if (id is null && options.IdPattern?.Match(body) is { Success: true } match)
            id = match.Groups[match.Groups.Count > 1 ? 1 : 0].Value;
        if (id is { Length: > 0 })
            return new SendOutcome.Accepted([id]);
        return options is { IdPath: null, IdPattern: null } || options.AcceptedWhen is not null ? new SendOutcome.Accepted([]) : HttpOutcomes.Unreadable(answer);
    }

    public (bool Works, string Says) Judge(HttpHeard.Answered answer) => answer.IsSuccess
        ? (true, $"The test address answered HTTP {answer.Status}.")
        : (false, $"The test address answered HTTP {answer.Status}: {HttpOutcomes.Short(answer.Body ?? "", 200)}");

    private IReadOnlyList<(string Name, string Value)> Headers(Dictionary<string, string> values) => [.. options.Headers.Select(h => (h.Name, h.Value.Fill(values)))];
}
