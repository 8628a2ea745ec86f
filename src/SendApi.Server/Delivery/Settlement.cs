using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Events;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Ends an uncertain message by hand, for who found out at the carrier what became of it.</summary>
public sealed class Settlement(Resending resending, Publisher publisher)
{
    /// <summary>How a message can be settled, by the words for it.</summary>
    public static readonly IReadOnlyDictionary<string, MessageStatus?> Ways = new Dictionary<string, MessageStatus?>
    {
        ["delivered"] = MessageStatus.Delivered,
        ["failed"] = MessageStatus.Failed,
        ["resend"] = null,
    };

    private const string ByHand = "The operator settled it by hand";

    /// <summary>Settles it: a delivered one is paid, a failed one gets its credit back, one that is sent again stays uncertain. 4090 where that is no longer possible, 4044 where there is no such message.</summary>
    public async Task Settle(Session session, string id, MessageStatus? status, DateTimeOffset now)
    {
        await session.Query<string>($"SELECT message_id FROM uncertain_messages WHERE message_id = @id {session.Dialect.Lock}", new { id });
        var message = await UncertainMessages.Find(session, id)
            ?? throw new Refusal(Errors.NotFound, $"No uncertain message '{Shown.Cut(id)}' exists. It may have been ended by a receipt meanwhile.", "id");
        if (status is null && Key(message).IsWhatsApp)
            throw new Refusal(Errors.Conflict, "A WhatsApp message is never sent again: it may arrive twice, and a late receipt still tells. Settle it as delivered or failed.", "as");
        if (status is not { } final)
        {
            if (await resending.Queue(session, message, $"{ByHand}: it is sent once more.", now) is { } why)
                throw new Refusal(Errors.Conflict, $"The message cannot be sent again. {why}", "as");
            await session.Execute("UPDATE uncertain_messages SET is_spent = 1 WHERE message_id = @id", new { id });
            return;
        }

        if (message.IsQueued == 1)
            throw new Refusal(Errors.Conflict, "The message is being sent once more just now. Settle it when that has ended.", "id");
        await End(session, message, final, now);
    }

    private static MessageKey Key(UncertainRow message) => new(message.AccountId, message.IsTest, message.Id);

    private async Task End(Session session, UncertainRow message, MessageStatus status, DateTimeOffset now)
    {
        var isFailed = status == MessageStatus.Failed;
        var key = Key(message);
        var change = new StatusChange(key, status, now, message.Provider, isFailed ? Errors.ProviderError.Number : null, isFailed ? $"{ByHand}: it did not arrive." : null);
        var moved = await session.Run(MessageStatements.Advance, [change]);
        await Books.Close(session, [new Closing(key.AccountId, key.Id, IsSettled: !isFailed, now)]);
        await session.Run(MessageStatements.AddEvent,
            [new TimelineEvent(key, Ids.New(Ids.Event, now), now, Timeline.SettledType, ApiJson.Text(new EventFacts { Outcome = status.Name(), Reason = ByHand + "." }))]);
        await UncertainMessages.Remove(session, message.Id);
        await Announcements.Publish(session, publisher, [.. moved.Where(m => m.Length > 0).Select(m => new Step(change, Told.Read(m)))]);
    }
}
