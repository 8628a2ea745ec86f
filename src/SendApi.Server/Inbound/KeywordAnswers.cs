using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>Does what STOP and START ask for, and answers every keyword with an ordinary text of the account, once a day for each person and number.</summary>
public sealed class KeywordAnswers(JoinedIntake intake, IOptions<InboundOptions> options)
{
    /// <summary>Stands where messages name the key that sent them.</summary>
    private const string Key = "reply";

    private static readonly TimeSpan Once = TimeSpan.FromDays(1), Validity = TimeSpan.FromHours(1);

    /// <summary>Stops and lifts stops, in the order in which the texts came. Only a whole number can be held against what is sent.</summary>
    public static async Task Obey(Session session, IEnumerable<InboundRow> rows, DateTimeOffset now)
    {
        foreach (var row in rows.Where(r => r.Keyword is not null && InboundAddress.IsPhone(r.Sender)))
        {
            var stop = new SenderStop(row.AccountId, row.IsTest, row.Sender, row.Recipient);
            if (row.Keyword == Keyword.Stop.Name())
                await SenderStops.Add(session, stop, now);
            else if (row.Keyword == Keyword.Start.Name())
                await SenderStops.Lift(session, stop);
        }
    }

    /// <summary>Answers in the same transaction. What may not be sent, for want of credit or of a provider, is left out. Gives all rows back, with the answers that are on their way.</summary>
    public async Task<IReadOnlyList<InboundRow>> Answer(Session session, IReadOnlyList<InboundRow> rows, DateTimeOffset now)
    {
        var answers = new List<(InboundRow Row, MessageRow Message, Account Account)>();
        foreach (var row in rows.Where(r => r.Keyword is not null && InboundAddress.IsPhone(r.Sender) && SenderId.IsPossible(r.Recipient)))
            if (Text(row) is { } text && await IsFirstToday(session, row, now) && await AccountReader.Find(session, row.AccountId) is { } account)
                answers.Add((row, Message(row, text, now), account));

        var sent = await intake.AcceptAnswers(session, [.. answers.Select(a => (a.Message, a.Account))]);
        var answered = answers.Where(a => sent.Contains(a.Message.Id)).ToDictionary(a => a.Row.Id, a => a.Row with { ReplyId = a.Message.Id });
        await InboundRows.Answered(session, answered.Values);
        return [.. rows.Select(r => answered.GetValueOrDefault(r.Id, r))];
    }

    private string? Text(InboundRow row)
    {
        foreach (var keyword in Enum.GetValues<Keyword>())
            if (keyword.Name() == row.Keyword)
                return options.Value.ReplyTo(keyword);
        return null;
    }

    /// <summary>Notes the answer; false when there was one within the day. Two that come together are told apart by the store.</summary>
    private static async Task<bool> IsFirstToday(Session session, InboundRow row, DateTimeOffset now) => await session.First<string>("""
        INSERT INTO inbound_replies (account_id, is_test, address, number, keyword, at)
        VALUES (@AccountId, @IsTest, @Sender, @Recipient, @Keyword, @now)
        ON CONFLICT (account_id, is_test, address, number, keyword) DO UPDATE SET at = excluded.at
        WHERE inbound_replies.at <= @before
        RETURNING keyword
        """, new { row.AccountId, row.IsTest, row.Sender, row.Recipient, row.Keyword, now = now.ToMicros(), before = (now - Once).ToMicros() }) is not null;

    private static MessageRow Message(InboundRow row, string content, DateTimeOffset now)
    {
        var text = SmsText.Measure(content);
        return new()
        {
            AccountId = row.AccountId,
            IsTest = row.IsTest,
            Id = Ids.New(Ids.Sms, now),
            KeyId = Key,
            Recipient = row.Sender,
            Sender = row.Recipient,
            Content = text.Content,
            Encoding = (long)text.Encoding,
            Segments = text.Segments,
            Status = (long)MessageStatus.Queued,
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            ValidUntil = (now + Validity).ToMicros(),
        };
    }
}
