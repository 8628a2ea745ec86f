using System.Globalization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/sms/send: takes one text, answers 201 once it is durable, and sends it in the background.</summary>
public static class SendSms
{
    private const int LongestContent = 1_600, ShortestValiditySeconds = 60, LongestValiditySeconds = 7 * 86_400, DefaultValiditySeconds = 86_400;
    private const int LongestUrl = 2_048;

    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(365);

    /// <summary>The body. Several spellings of one field are taken, for clients of the hosted product.</summary>
    public sealed record Request
    {
        public string? To { get; init; }
        public string? Content { get; init; }
        public string? Message { get; init; }
        public string? Text { get; init; }
        public string? SenderId { get; init; }
        public string? From { get; init; }
        public string? CallbackUrl { get; init; }
        public string? SendAt { get; init; }
        public int? ValiditySeconds { get; init; }
        public int? MaxSegments { get; init; }
        public bool? SmartEncoding { get; init; }
        public Dictionary<string, string>? Metadata { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/send", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSender, Errors.RecipientSuppressed,
            Errors.ContentBlocked, Errors.DestinationBlocked, Errors.QuotaExceeded, Errors.SmsBalanceLow, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Intake intake, SendTools tools) =>
        tools.Idempotency.Run(http, caller, body, async record =>
        {
            var (parsed, replaced) = Parse(body.Value, caller, tools.Clock.GetUtcNow());
            await tools.Routing.RequireRoute(caller.IsTest);

            var price = await tools.Prices.Quote(caller.Account, caller.IsTest, PhoneNumber.Trusted(parsed.Recipient), parsed.Segments);
            var message = parsed with { Price = price };
            var answer = Answer.Created($"/v1/sms/messages/{message.Id}", SmsView.Accepted(message, replaced));
            return await intake.Accept(new Candidate(message, caller.Account, caller.Limits), record(answer)) ? answer : null;
        });

    private static (MessageRow, IReadOnlyList<ReplacementView>?) Parse(Request request, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        var to = fields.Required("to", "the recipient in E.164 form, such as +447700900000", request.To);
        var content = fields.Required("content", $"the text to send, 1 to {LongestContent:N0} characters", request.Content, request.Message, request.Text);
        var sender = fields.Optional("sender_id", request.SenderId, request.From);
        fields.Text("content", content, LongestContent);
        var sendAt = fields.Time("send_at", request.SendAt, now, now + FurthestAhead);
        fields.Range("validity_seconds", request.ValiditySeconds, ShortestValiditySeconds, LongestValiditySeconds);
        fields.Range("max_segments", request.MaxSegments, 1, int.MaxValue);
        fields.Url("callback_url", request.CallbackUrl, LongestUrl);
        fields.Metadata("metadata", request.Metadata);
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        var from = sender is null ? (SenderId?)null : SenderId.Parse(sender, "sender_id");
        var (text, replaced) = Measure(content, request);
        var due = sendAt ?? now;
        return (new MessageRow
        {
            AccountId = caller.AccountId,
            IsTest = caller.World,
            Id = Ids.New(Ids.Sms, now),
            KeyId = caller.KeyId,
            Recipient = recipient.Value,
            Sender = from?.Value,
            Content = text.Content,
            Encoding = (long)text.Encoding,
            Segments = text.Segments,
            Status = (long)(sendAt is null ? MessageStatus.Queued : MessageStatus.Scheduled),
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            SendAt = sendAt?.ToMicros(),
            ValidUntil = due.AddSeconds(request.ValiditySeconds ?? DefaultValiditySeconds).ToMicros(),
            CallbackUrl = request.CallbackUrl,
            Metadata = request.Metadata is null ? null : ApiJson.Text(request.Metadata),
        }, replaced);
    }

    private static (SmsText, IReadOnlyList<ReplacementView>?) Measure(string content, Request request)
    {
        var (plain, replaced) = request.SmartEncoding == true ? Smart(content) : (content, null);
        var text = SmsText.Measure(plain);
        var most = request.MaxSegments ?? int.MaxValue;
        return text.Segments <= most
            ? (text, replaced)
            : throw new Refusal(Errors.InvalidRequest, string.Create(CultureInfo.InvariantCulture,
                $"'content' needs {text.Segments} segments in {text.EncodingName} and max_segments is {most}. Shorten it, or allow more."), "content");
    }

    private static (string, IReadOnlyList<ReplacementView>?) Smart(string content)
    {
        var smart = SmartEncoding.Apply(content);
        return smart.Content.Length == 0
            ? (content, [])
            : (smart.Content, [.. smart.Replacements.Select(r => new ReplacementView(r.Character, r.CodePoint, r.With, r.Count))]);
    }
}

/// <summary>What a send needs beside the intake.</summary>
public sealed record SendTools(Idempotency Idempotency, Routing Routing, Prices Prices, TimeProvider Clock);
