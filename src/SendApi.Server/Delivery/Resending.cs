using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Puts an uncertain message back into the queue, as one more attempt: its status stays, and only what a receipt says moves it on.</summary>
public sealed class Resending(Routing routing, Arrivals arrivals)
{
    /// <summary>Why it cannot be sent again, or null when it is queued.</summary>
    /// <param name="reason">For the timeline.</param>
    public async Task<string?> Queue(Session session, UncertainRow message, string reason, DateTimeOffset now)
    {
        if (message.IsQueued == 1)
            return "It is being sent again already.";
        if (Times.FromMicros(message.ValidUntil) <= now)
            return $"Its validity ended on {Shown.Time(Times.FromMicros(message.ValidUntil))}.";
        if (await IsUnwanted(session, message))
            return "The recipient is on the suppression list, or wrote STOP.";
        if (await MessageRows.Find(session, message.AccountId, message.IsTest, message.Id) is not { Content.Length: > 0 } row)
            return "Its words and its recipient were taken out.";
        if (await Choose(row) is not { } route)
            return "No provider would take it.";

        await session.Execute("""
            INSERT INTO outbox (message_id, account_id, is_test, queue, lane, due_at, attempt, lease_token, route)
            SELECT @Id, @AccountId, @IsTest, @Queue, @TrafficClass, @now, COUNT(*), NULL, @Why
            FROM message_events
            WHERE account_id = @AccountId AND message_id = @Id AND type = 'attempt'
            ON CONFLICT DO NOTHING
            """, new { message.Id, message.AccountId, message.IsTest, route.Queue, route.Why, message.TrafficClass, now = now.ToMicros() });
        await session.Run(MessageStatements.AddEvent,
            [new TimelineEvent(new(message.AccountId, message.IsTest, message.Id), Ids.New(Ids.Event, now), now, Timeline.ResentType, ApiJson.Text(new EventFacts { Reason = reason }))]);
        session.AfterCommit(() => arrivals.Queued(route.Queue, isRoomHere: false));
        return null;
    }

    private async Task<RouteChoice?> Choose(MessageRow row)
    {
        try
        {
            return await routing.Choose(row);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    /// <summary>What happened since it was accepted counts too.</summary>
    private static async Task<bool> IsUnwanted(Session session, UncertainRow message)
    {
        var stopped = await session.Query<string>("SELECT sender FROM sender_stops WHERE account_id = @AccountId AND is_test = @IsTest AND address = @Recipient", message);
        return stopped.Exists(s => SenderStops.IsFrom(s, message.Sender)) || await session.Number("""
            SELECT COUNT(*)
            FROM suppressions
            WHERE account_id = @AccountId AND is_test = @IsTest AND address = @Recipient AND channel IN ('sms', 'all')
            """, message) > 0;
    }
}
