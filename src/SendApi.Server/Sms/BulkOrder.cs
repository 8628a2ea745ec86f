using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Outbound;

namespace SendApi.Server.Sms;

/// <summary>A bulk send as it was asked for and found possible. It is stored until all its rows are judged.</summary>
public sealed record BulkOrder(TextOrder Text, IReadOnlyList<BulkRecipient> Recipients)
{
    /// <summary>The most rows of one request.</summary>
    public const int MostRecipients = 10_000;

    /// <summary>Reads a request; throws the refusal of whatever is wrong with it as a whole. Its rows are judged one by one.</summary>
    public static BulkOrder Parse(SendBulk.Request request, OutboundUrl urls, DateTimeOffset now)
    {
        var fields = new Fields();
        var recipients = BulkRecipients.Read(fields, request.Recipients, MostRecipients);
        var text = TextOrder.Read(fields, request, TrafficClass.Bulk, (urls, now));
        fields.Refuse();
        return new(text.WithPossibleSender(), recipients);
    }
}

/// <summary>The rows of a bulk send, read one after the other: whom each goes to and what it says.</summary>
public sealed class BulkRows
{
    private readonly TextOrder _text;
    private readonly TextTemplate _template;
    private readonly BulkRecipients _recipients;

    public BulkRows(BulkOrder order) => (_text, _template, _recipients) = (order.Text, TextTemplate.Parse(order.Text.Content), new(order.Recipients));

    public string? To(int row) => _recipients.Rows[row].To;

    /// <summary>The message of a row; throws the refusal of what is wrong with the row.</summary>
    public MessageRow Message(int row, BatchRow batch, Account account, DateTimeOffset now)
    {
        var recipient = _recipients.Recipient(row);
        var message = _text.To(recipient, _recipients.Words(row, _template, TextOrder.LongestContent), new(batch.AccountId, batch.IsTest, batch.KeyId), now).Message;
        return batch.IsTest == 1 && MagicRefusals.Of(account, recipient, now) is { } magic ? throw magic : message with { BatchId = batch.Id };
    }
}
