using System.Globalization;
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

    /// <summary>So many rows of a wrong form are named.</summary>
    private const int MostNamed = 20;

    /// <summary>Reads a request; throws the refusal of whatever is wrong with it as a whole. Its rows are judged one by one.</summary>
    public static BulkOrder Parse(SendBulk.Request request, OutboundUrl urls, DateTimeOffset now)
    {
        var fields = new Fields();
        var recipients = request.Recipients ?? [];
        if (recipients.Count == 0)
            fields.Add("recipients", $"'recipients' is required: 1 to {Shown.Count(MostRecipients)} numbers, or objects with 'to' and 'variables'.");
        if (recipients.Count > MostRecipients)
            fields.Add("recipients", $"'recipients' has {Shown.Count(recipients.Count)} rows; {Shown.Count(MostRecipients)} are the most. Split them over several requests.");
        foreach (var row in Enumerable.Range(0, recipients.Count).Where(i => recipients[i] is null).Take(MostNamed))
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"recipients[{row}]"), "A row is a number, or an object with 'to' and 'variables'; this one is null.");
        var text = TextOrder.Read(fields, request, TrafficClass.Bulk, (urls, now));
        fields.Refuse();
        return new(text.WithPossibleSender(), [.. recipients.OfType<BulkRecipient>()]);
    }
}

/// <summary>The rows of a bulk send, read one after the other: whom each goes to and what it says.</summary>
public sealed class BulkRows
{
    private readonly BulkOrder _order;
    private readonly TextTemplate _template;
    private readonly Dictionary<string, int> _first;

    public BulkRows(BulkOrder order)
    {
        (_order, _template, _first) = (order, TextTemplate.Parse(order.Text.Content), new(order.Recipients.Count));
        for (var i = 0; i < order.Recipients.Count; i++)
            if (order.Recipients[i].To is { } to)
                _first.TryAdd(to, i);
    }

    public string? To(int row) => _order.Recipients[row].To;

    /// <summary>The message of a row; throws the refusal of what is wrong with the row.</summary>
    public MessageRow Message(int row, BatchRow batch, Account account, DateTimeOffset now)
    {
        var (to, variables) = (_order.Recipients[row].To, _order.Recipients[row].Variables);
        if (string.IsNullOrEmpty(to))
            throw new Refusal(Errors.InvalidRequest, "The row has no 'to'.", "to");
        var recipient = PhoneNumber.Parse(to, "to");
        if (_first[to] != row)
            throw new Refusal(Errors.InvalidRequest, $"The recipient stands in row {Shown.Plain(_first[to])} already and counts once.", "to");
        if (_template.Missing(variables) is { } missing)
            throw new Refusal(Errors.InvalidRequest, $"The variable '{missing}' is missing: the text has a place for it, and the row does not bring it.", $"variables.{missing}");

        var message = _order.Text.To(recipient, Content(variables), new(batch.AccountId, batch.IsTest, batch.KeyId), now).Message;
        return batch.IsTest == 1 && MagicRefusals.Of(account, recipient, now) is { } magic ? throw magic : message with { BatchId = batch.Id };
    }

    private string Content(IReadOnlyDictionary<string, string> variables)
    {
        var content = _template.Fill(variables);
        if (content.Length is 0 or > TextOrder.LongestContent)
            throw new Refusal(Errors.InvalidRequest, $"With its variables the text has {Shown.Count(content.Length)} characters; 1 to {Shown.Count(TextOrder.LongestContent)} are possible.", "content");
        return content.Contains('\0')
            ? throw new Refusal(Errors.InvalidRequest, "A variable holds a null character, which no message can carry.", "variables")
            : content;
    }
}
