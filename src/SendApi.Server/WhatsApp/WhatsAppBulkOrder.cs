using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A bulk send by WhatsApp as it was asked for and found possible. Its rows are judged one by one.</summary>
/// <param name="Delay">How long after the one before it a message may leave at the earliest, whatever the pace of the number allows.</param>
public sealed record WhatsAppBulkOrder(WhatsAppContent Content, IReadOnlyList<BulkRecipient> Recipients, TimeSpan Delay)
{
    /// <summary>The most rows of one request.</summary>
    public const int MostRecipients = 500;

    public const int UsualDelayMs = 1_500, LeastDelayMs = 500;

    /// <summary>A minute between two is slower than any pace.</summary>
    public const int MostDelayMs = 60_000;

    public int? ValiditySeconds { get; init; }
    public string? CallbackUrl { get; init; }
    public string? Metadata { get; init; }

    /// <summary>Reads a request; throws the refusal of whatever is wrong with it as a whole.</summary>
    public static WhatsAppBulkOrder Parse(SendWhatsAppBulk.Request request, OutboundUrl urls)
    {
        var fields = new Fields();
        var recipients = BulkRecipients.Read(fields, request.Recipients, MostRecipients);
        var content = ContentReader.Read(fields, request);
        if (content is WhatsAppContent.Media or WhatsAppContent.Reaction)
            fields.Add("type", "Files and reactions go to one person at a time: POST /v1/whatsapp/send.");
        fields.Range("delay_ms", request.DelayMs, LeastDelayMs, MostDelayMs);
        SendTimes.CheckValidity(fields, request.ValiditySeconds);
        fields.Url("callback_url", request.CallbackUrl, urls);
        fields.Metadata("metadata", request.Metadata);
        fields.Refuse();
        return new(content, recipients, TimeSpan.FromMilliseconds(request.DelayMs ?? UsualDelayMs))
        {
            ValiditySeconds = request.ValiditySeconds,
            CallbackUrl = request.CallbackUrl,
            Metadata = request.Metadata is null ? null : ApiJson.Text(request.Metadata),
        };
    }
}

/// <summary>The rows of a bulk send by WhatsApp: whom each goes to, what it says, and when it may leave.</summary>
internal sealed class WhatsAppBulkRows
{
    private readonly WhatsAppBulkOrder _order;
    private readonly SessionRow _session;
    private readonly Caller _caller;
    private readonly BatchRow _batch;
    private readonly IReadOnlySet<string>? _open;
    private readonly TextTemplate? _template;
    private readonly BulkRecipients _recipients;

    /// <param name="by">The session, and whom it may write to; null for everybody.</param>
    public WhatsAppBulkRows(WhatsAppBulkOrder order, (SessionRow Session, IReadOnlySet<string>? Open) by, Caller caller, BatchRow batch)
    {
        (_order, _session, _open, _caller, _batch, _recipients) = (order, by.Session, by.Open, caller, batch, new(order.Recipients));
        _template = order.Content is WhatsAppContent.Text text ? TextTemplate.Parse(text.Body) : null;
    }

    /// <summary>All of them: messages that ask to be taken in, each at its time, and rows that are no good.</summary>
    public BatchPortion Read(DateTimeOffset now)
    {
        var (entries, refused) = (new List<BatchEntry>(_order.Recipients.Count), new List<BatchRejection>());
        for (var row = 0; row < _order.Recipients.Count; row++)
            try
            {
                var at = now + (_order.Delay * entries.Count);
                entries.Add(new(row, new Candidate(Message(row, at, now), _caller.Account, _caller.Limits) { Route = new(_session.Id), NotBefore = at }));
            }
            catch (Refusal refusal)
            {
                refused.Add(BatchRejection.Of(_batch.Id, row, _order.Recipients[row].To, refusal));
            }

        return new(_order.Recipients.Count, entries, refused);
    }

    private MessageRow Message(int row, DateTimeOffset at, DateTimeOffset now)
    {
        var recipient = _recipients.Recipient(row);
        if (_open?.Contains(recipient.Value) is false)
            throw SessionContent.Closed(_session, recipient.Value);
        if (_caller.IsTest && MagicRefusals.Of(_caller.Account, recipient, now) is { } magic)
            throw magic;

        var content = _template is null ? _order.Content : new WhatsAppContent.Text(_recipients.Words(row, _template, ContentReader.LongestText));
        return new MessageRow
        {
            AccountId = _batch.AccountId,
            IsTest = _batch.IsTest,
            Id = Ids.New(Ids.WhatsApp, now),
            KeyId = _batch.KeyId,
            Recipient = recipient.Value,
            Sender = _session.Id,
            Content = ContentText.Write(content),
            Encoding = (long)content.Kind,
            Segments = 1,
            Status = (long)MessageStatus.Queued,
            TrafficClass = (long)TrafficClass.Bulk,
            BatchId = _batch.Id,
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            ValidUntil = SendTimes.ValidUntil(at, _order.ValiditySeconds).ToMicros(),
            CallbackUrl = _order.CallbackUrl ?? _session.WebhookUrl,
            Metadata = _order.Metadata,
        };
    }
}
