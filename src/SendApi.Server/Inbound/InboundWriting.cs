using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>What one transaction does with inbound texts: known ones dropped, parts put together, each given to its account, keywords obeyed and answered, and everybody told.</summary>
public sealed class InboundWriting(KeywordAnswers answers, Publisher publisher)
{
    /// <summary>Takes what came in.</summary>
    public async Task Take(Session session, IReadOnlyList<ReceivedText> batch)
    {
        var whole = new List<WholeText>();
        foreach (var received in await InboundRows.New(session, batch))
            if (received.Text.Part is not { } part)
                whole.Add(WholeText.Of(received));
            else if (await InboundParts.Take(session, received, part) is { } completed)
                whole.Add(completed);

        await Keep(session, whole, batch[0].At);
    }

    /// <summary>Takes texts that are whole. The answer holds them as they are stored; one that was there before is missing.</summary>
    public async Task<IReadOnlyList<InboundRow>> Keep(Session session, IReadOnlyCollection<WholeText> texts, DateTimeOffset now)
    {
        if (texts.Count == 0)
            return [];

        var owner = await InboundNumbers.Owners(session, texts);
        var rows = await InboundRows.Add(session, [.. texts.Select(t => InboundRow.Of(t, owner(t)))]);
        var owned = rows.FindAll(r => r.AccountId != InboundRow.Nobody);
        await KeywordAnswers.Obey(session, owned, now);
        var told = await answers.Answer(session, owned, now);
        await publisher.Publish(session, [.. told.Select(Happening)]);
        return [.. told, .. rows.Where(r => r.AccountId == InboundRow.Nobody)];
    }

    /// <summary>Gives texts of the past to the account that a number belongs to from now on. A STOP among them counts; none is answered any more.</summary>
    public static async Task<int> Assign(Session session, Publisher publisher, InboundNumber number, int most, DateTimeOffset now)
    {
        var rows = await InboundRows.Assign(session, number, most);
        await KeywordAnswers.Obey(session, rows, now);
        await publisher.Publish(session, [.. rows.Select(Happening)]);
        return rows.Count;
    }

    private static Happening Happening(InboundRow row) => new(row.AccountId, row.IsTest, EventNames.SmsReceived, row.Id, Times.FromMicros(row.ReceivedAt), ApiJson.Text(new SmsReceivedData
    {
        Id = row.Id,
        From = row.Sender,
        To = row.Recipient,
        Content = row.Content,
        Parts = row.Parts,
        IsComplete = row.Missing == 0,
        Keyword = row.Keyword,
        ReplyId = row.ReplyId,
        Provider = row.Provider,
        ReceivedAt = Times.FromMicros(row.ReceivedAt).UtcDateTime,
    }));
}
