using System.Globalization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>The members of a body that sends a text. Several spellings of one field are taken, for clients of the hosted product.</summary>
public abstract record SmsRequest
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
    public string? TrafficClass { get; init; }
    public Dictionary<string, string>? Metadata { get; init; }
}

/// <summary>A text as it was asked for, read and found possible: sending and explaining read it here, so that they agree.</summary>
public sealed record SmsDraft(MessageRow Message, IReadOnlyList<ReplacementView>? Replaced)
{
    public const int LongestContent = 1_600;

    private const int ShortestValiditySeconds = 60, LongestValiditySeconds = 7 * 86_400, DefaultValiditySeconds = 86_400;

    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(365);

    /// <summary>Reads a request; throws the refusal of whatever is not acceptable, and with a test key the one that the recipient asks for.</summary>
    public static SmsDraft Parse(SmsRequest request, Caller caller, SendTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var fields = new Fields();
        var to = fields.Required("to", "the recipient in E.164 form, such as +447700900000", request.To);
        var content = fields.Required("content", $"the text to send, 1 to {LongestContent:N0} characters", request.Content, request.Message, request.Text);
        var sender = fields.Optional("sender_id", request.SenderId, request.From);
        fields.Text("content", content, LongestContent);
        var sendAt = fields.Time("send_at", request.SendAt, now, now + FurthestAhead);
        fields.Range("validity_seconds", request.ValiditySeconds, ShortestValiditySeconds, LongestValiditySeconds);
        fields.Range("max_segments", request.MaxSegments, 1, int.MaxValue);
        var traffic = fields.OneOf("traffic_class", request.TrafficClass, TrafficClasses.Named, TrafficClass.Transactional);
        fields.Url("callback_url", request.CallbackUrl, tools.Urls);
        fields.Metadata("metadata", request.Metadata);
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        var from = sender is null ? (SenderId?)null : SenderId.Parse(sender, "sender_id");
        var (text, replaced) = Measure(content, request.SmartEncoding == true);
        if (text.Segments > request.MaxSegments)
            throw new Refusal(Errors.InvalidRequest, string.Create(CultureInfo.InvariantCulture,
                $"'content' needs {text.Segments} segments in {text.EncodingName} and max_segments is {request.MaxSegments}. Shorten it, or allow more."), "content");

        if (caller.IsTest && MagicRefusals.Of(caller.Account, recipient, now) is { } magic)
            throw magic;

        return new(Row(request, caller, (recipient, from, text), (now, sendAt)) with { TrafficClass = (long)traffic }, replaced);
    }

    /// <summary>The text as it would travel, and what smart encoding replaced in it; null when it was not asked to.</summary>
    public static (SmsText Text, IReadOnlyList<ReplacementView>? Replaced) Measure(string content, bool smart)
    {
        if (!smart)
            return (SmsText.Measure(content), null);

        var encoded = SmartEncoding.Apply(content);
        return encoded.Content.Length == 0
            ? (SmsText.Measure(content), [])
            : (SmsText.Measure(encoded.Content), [.. encoded.Replacements.Select(r => new ReplacementView(r.Character, r.CodePoint, r.With, r.Count))]);
    }

    private static MessageRow Row(SmsRequest request, Caller caller, (PhoneNumber To, SenderId? From, SmsText Text) parts, (DateTimeOffset Now, DateTimeOffset? SendAt) times) => new()
    {
        AccountId = caller.AccountId,
        IsTest = caller.World,
        Id = Ids.New(Ids.Sms, times.Now),
        KeyId = caller.KeyId,
        Recipient = parts.To.Value,
        Sender = parts.From?.Value,
        Content = parts.Text.Content,
        Encoding = (long)parts.Text.Encoding,
        Segments = parts.Text.Segments,
        Status = (long)(times.SendAt is null ? MessageStatus.Queued : MessageStatus.Scheduled),
        CreatedAt = times.Now.ToMicros(),
        UpdatedAt = times.Now.ToMicros(),
        SendAt = times.SendAt?.ToMicros(),
        ValidUntil = (times.SendAt ?? times.Now).AddSeconds(request.ValiditySeconds ?? DefaultValiditySeconds).ToMicros(),
        CallbackUrl = request.CallbackUrl,
        Metadata = request.Metadata is null ? null : ApiJson.Text(request.Metadata),
    };
}
