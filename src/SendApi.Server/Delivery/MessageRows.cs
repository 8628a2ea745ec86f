using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Which messages of a list are asked for; what is null does not narrow it.</summary>
public sealed record MessageFilter(MessageStatus? Status, PhoneNumber? To, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>One stored line of a timeline.</summary>
public sealed class EventRow
{
    public string Id { get; init; } = "";
    public long At { get; init; }
    public string Type { get; init; } = "";
    public string Data { get; init; } = "";
}

/// <summary>Reads messages of one account and one world, and takes back those that have not left.</summary>
public static class MessageRows
{
    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    private const string Listed = """
        FROM messages m
        LEFT JOIN outbox o ON o.message_id = m.id
        WHERE m.account_id = @account AND m.is_test = @world AND m.id < @before AND m.id >= @after
            AND (@recipient IS NULL OR m.recipient = @recipient)
            AND (@status IS NULL OR CASE WHEN o.lease_token IS NULL THEN m.status ELSE 20 END = @status)
        """;

    public static Task<MessageRow?> Find(Session session, string account, long world, string id) => session.First<MessageRow>("""
        SELECT m.*, o.lease_token
        FROM messages m
        LEFT JOIN outbox o ON o.message_id = m.id
        WHERE m.account_id = @account AND m.is_test = @world AND m.id = @id
        """, new { account, world, id });

    public static Task<List<EventRow>> Events(Session session, string account, string id) => session.Query<EventRow>("""
        SELECT id, at, type, data
        FROM message_events
        WHERE account_id = @account AND message_id = @id
        ORDER BY at, id
        """, new { account, id });

    /// <summary>A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows.</summary>
    public static Task<List<MessageRow>> List(Session session, string account, long world, MessageFilter filter, string? cursor, (int Skip, int Take) page) =>
        session.Query<MessageRow>($"""
            SELECT m.*, o.lease_token
            {Listed}
            ORDER BY m.id DESC
            LIMIT @take OFFSET @skip
            """, Parameters(account, world, filter, cursor, page.Skip, page.Take));

    /// <summary>How many there are, or null beyond <see cref="CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, string account, long world, MessageFilter filter)
    {
        var count = await session.Number($"""
            SELECT COUNT(*)
            FROM (SELECT 1
            {Listed}
            LIMIT @take) AS counted
            """, Parameters(account, world, filter, null, 0, CountedUpTo + 1));
        return count > CountedUpTo ? null : count;
    }

    /// <summary>Takes a message back out of the queue; false when a worker holds it or it has left.</summary>
    public static async Task<bool> Cancel(Session session, MessageKey message, DateTimeOffset now)
    {
        var removed = await session.Execute("DELETE FROM outbox WHERE message_id = @id AND lease_token IS NULL", new { id = message.Id });
        if (removed == 0)
            return false;

        await session.Run(MessageStatements.Advance, [new StatusChange(message, MessageStatus.Canceled, now, null, null, null)]);
        await Books.Close(session, [new Closing(message.AccountId, message.Id, IsSettled: false, now)]);
        await session.Run(MessageStatements.AddEvent, [new TimelineEvent(message, Ids.New(Ids.Event, now), now, Timeline.CanceledType, "{}")]);
        return true;
    }

    // An id starts with the time it was made, so a span of time is a span of ids.
    private static Dapper.DynamicParameters Parameters(string account, long world, MessageFilter filter, string? cursor, int skip, int take)
    {
        var end = filter.Until is { } until ? Ids.First(Ids.Sms, until) : Ids.Sms + "~";
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("world", world);
        parameters.Add("before", cursor is not null && string.CompareOrdinal(cursor, end) < 0 ? cursor : end);
        parameters.Add("after", filter.From is { } from ? Ids.First(Ids.Sms, from) : Ids.Sms);
        parameters.Add("recipient", filter.To?.Value, System.Data.DbType.String);
        parameters.Add("status", (long?)filter.Status, System.Data.DbType.Int64);
        parameters.Add("skip", skip);
        parameters.Add("take", take);
        return parameters;
    }
}
