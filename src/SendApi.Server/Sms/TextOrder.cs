using System.Globalization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>The members that every body that sends texts has. Several spellings of one field are taken, for clients of the hosted product.</summary>
public abstract record TextRequest
{
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

/// <summary>Whose a message is, and by which key.</summary>
public sealed record MessageOwner(string AccountId, long World, string KeyId)
{
    public static MessageOwner Of(Caller caller) => new(caller.AccountId, caller.World, caller.KeyId);
}

/// <summary>What is to be sent and how, whoever gets it: single and bulk sends read it here. It can be stored.</summary>
public sealed record TextOrder
{
    public const int LongestContent = 1_600;

    public required string Content { get; init; }
    public string? Sender { get; init; }
    public DateTimeOffset? SendAt { get; init; }
    public int? ValiditySeconds { get; init; }
    public int? MaxSegments { get; init; }
    public bool SmartEncoding { get; init; }
    public TrafficClass TrafficClass { get; init; }
    public string? CallbackUrl { get; init; }

    /// <summary>As JSON.</summary>
    public string? Metadata { get; init; }

    /// <summary>Reads the members of a request; what is wrong with them is gathered in the fields.</summary>
    /// <param name="usual">The class without one.</param>
    public static TextOrder Read(Fields fields, TextRequest request, TrafficClass usual, (OutboundUrl Urls, DateTimeOffset Now) world)
    {
        var content = fields.Required("content", $"the text to send, 1 to {LongestContent:N0} characters", request.Content, request.Message, request.Text);
        var sender = fields.Optional("sender_id", request.SenderId, request.From);
        fields.Text("content", content, LongestContent);
        var sendAt = SendTimes.Read(fields, request.SendAt, world.Now);
        SendTimes.CheckValidity(fields, request.ValiditySeconds);
        fields.Range("max_segments", request.MaxSegments, 1, int.MaxValue);
        var traffic = fields.OneOf("traffic_class", request.TrafficClass, TrafficClasses.Named, usual);
        fields.Url("callback_url", request.CallbackUrl, world.Urls);
        fields.Metadata("metadata", request.Metadata);
        return new()
        {
            Content = content,
            Sender = sender,
            SendAt = sendAt,
            ValiditySeconds = request.ValiditySeconds,
            MaxSegments = request.MaxSegments,
            SmartEncoding = request.SmartEncoding == true,
            TrafficClass = traffic,
            CallbackUrl = request.CallbackUrl,
            Metadata = request.Metadata is null ? null : ApiJson.Text(request.Metadata),
        };
    }

    /// <summary>The text as it would travel, and what smart encoding replaced in it; null when it was not asked to.</summary>
    public static (SmsText Text, IReadOnlyList<ReplacementView>? Replaced) Measure(string content, bool smart)
    {
        if (!smart)
            return (SmsText.Measure(content), null);

        var encoded = Core.Messages.SmartEncoding.Apply(content);
        return encoded.Content.Length == 0
            ? (SmsText.Measure(content), [])
            : (SmsText.Measure(encoded.Content), [.. encoded.Replacements.Select(r => new ReplacementView(r.Character, r.CodePoint, r.With, r.Count))]);
    }

    /// <summary>The same order; throws 4006 when no network could show its sender.</summary>
    public TextOrder WithPossibleSender() => this with { Sender = Sender is null ? null : SenderId.Parse(Sender, "sender_id").Value };

    /// <summary>One message of it. Throws 4000 when it takes more segments than are allowed.</summary>
    /// <param name="content">The text for this recipient.</param>
    public SmsDraft To(PhoneNumber recipient, string content, MessageOwner owner, DateTimeOffset now)
    {
        var (text, replaced) = Measure(content, SmartEncoding);
        if (text.Segments > MaxSegments)
            throw new Refusal(Errors.InvalidRequest, string.Create(CultureInfo.InvariantCulture,
                $"'content' needs {text.Segments} segments in {text.EncodingName} and max_segments is {MaxSegments}. Shorten it, or allow more."), "content");

        return new(new()
        {
            AccountId = owner.AccountId,
            IsTest = owner.World,
            Id = Ids.New(Ids.Sms, now),
            KeyId = owner.KeyId,
            Recipient = recipient.Value,
            Sender = Sender,
            Content = text.Content,
            Encoding = (long)text.Encoding,
            Segments = text.Segments,
            Status = (long)(SendAt is null ? MessageStatus.Queued : MessageStatus.Scheduled),
            TrafficClass = (long)TrafficClass,
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            SendAt = SendAt?.ToMicros(),
            ValidUntil = SendTimes.ValidUntil(SendAt ?? now, ValiditySeconds).ToMicros(),
            CallbackUrl = CallbackUrl,
            Metadata = Metadata,
        }, replaced);
    }
}
