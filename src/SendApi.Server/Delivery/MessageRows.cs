using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Which messages of a list are asked for; what is null does not narrow it.</summary>
public sealed record MessageFilter(MessageStatus? Status, PhoneNumber? To, DateTimeOffset? From, DateTimeOffset? Until)
{
    public string? BatchId { get; init; }

    /// <summary>The number of the catalogue that it failed with.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Whether no index follows what is asked for, so that a page looks through so many messages and goes on behind them.</summary>
    internal bool IsLookedFor => Status is not null || ErrorCode is not null;
}

/// <summary>One stored line of a timeline.</summary>
public sealed class EventRow
{
    public string Id { get; init; } = "";
    public long At { get; init; }
    public string Type { get; init; } = "";
    public string Data { get; init; } = "";

    /// <summary>What was said to the provider and by it, a list as JSON; null where nothing is kept of it.</summary>
    public string? Exchanges { get; init; }
}

/// <summary>Reads messages of one account and one world, and takes back those that have not left.</summary>
public static class MessageRows
{
    /// <summary>What ids of messages begin with: within one of these they are in the order of time.</summary>
    public static readonly IReadOnlyList<string> Prefixes = [Ids.WhatsApp, Ids.Sms];

    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    /// <summary>How many messages a page looks through for a status or an error. No index can follow a column that changes this often, so the work is bounded instead.</summary>
    public const int LookedThrough = 1_000;

    public static Task<MessageRow?> Find(Session session, string account, long world, string id) => session.First<MessageRow>("""
        SELECT m.*, o.lease_token
        FROM messages m
        LEFT JOIN outbox o ON o.message_id = m.id
        WHERE m.account_id = @account AND m.is_test = @world AND m.id = @id
        """, new { account, world, id });

    public static Task<List<EventRow>> Events(Session session, string account, string id) => session.Query<EventRow>("""
        SELECT e.id, e.at, e.type, e.data, x.data AS exchanges
        FROM message_events e
        LEFT JOIN exchanges x ON x.id = e.id
        WHERE e.account_id = @account AND e.message_id = @id
        ORDER BY e.at, e.id
        """, new { account, id });

    /// <summary>
    /// A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows; one row more than asked tells that there is a next page.
    /// The last id that was looked at is given when a status or an error was asked for and there is more to look through.
    /// </summary>
    public static async Task<(List<MessageRow> Rows, string? LookedUpTo)> List(
        Session session, string account, long world, MessageFilter filter, string? cursor, (int Skip, int Take) page)
    {
        var parameters = Parameters(account, world, filter, cursor, page);
        var rows = await session.Query<MessageRow>($"""
            SELECT m.*, o.lease_token
            {Looked(filter)}
            ORDER BY m.id DESC
            LIMIT @take OFFSET @skip
            """, parameters);
        if (!filter.IsLookedFor || rows.Count == page.Take)
            return (rows, null);

        var last = await session.Query<string>($"SELECT id {Matching(filter)} ORDER BY id DESC LIMIT 1 OFFSET @lastLooked", parameters);
        return (rows, last.FirstOrDefault());
    }

    /// <summary>How many there are; null when that is more than <see cref="CountedUpTo"/>, or more than is looked through for a status or an error.</summary>
    public static async Task<long?> Count(Session session, string account, long world, MessageFilter filter)
    {
        var parameters = Parameters(account, world, filter, null, (0, 0));
        var most = filter.IsLookedFor ? LookedThrough : CountedUpTo;
        var all = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 AS one {Matching(filter)} ORDER BY id DESC LIMIT {most + 1}) AS counted", parameters);
        if (all > most)
            return null;
        return filter.IsLookedFor ? await session.Number($"SELECT COUNT(*) {Looked(filter)}", parameters) : all;
    }

    /// <summary>Gives a message that was not tried yet another time; its validity moves with it. False when a worker holds it, or tried it before, or it has left.</summary>
    public static async Task<bool> Reschedule(Session session, MessageKey message, DateTimeOffset sendAt, DateTimeOffset now)
    {
        var values = new { message.AccountId, message.World, message.Id, at = sendAt.ToMicros(), now = now.ToMicros() };
        if (await session.Execute("UPDATE outbox SET due_at = @at WHERE message_id = @Id AND lease_token IS NULL AND attempt = 0", values) == 0)
            return false;

        await session.Execute("""
            UPDATE messages
            SET valid_until = valid_until + @at - COALESCE(send_at, created_at), send_at = @at, updated_at = @now
            WHERE account_id = @AccountId AND is_test = @World AND id = @Id
            """, values);
        var facts = new EventFacts { NextAttemptAt = sendAt.UtcDateTime };
        await session.Run(MessageStatements.AddEvent, [new TimelineEvent(message, Ids.New(Ids.Event, now), now, Timeline.RescheduledType, ApiJson.Text(facts))]);
        return true;
    }

    /// <summary>Takes a message back out of the queue; false when a worker holds it, or it has left or may have.</summary>
    public static async Task<bool> Cancel(Session session, MessageKey message, DateTimeOffset now) => (await Cancel(session, [message], now)).Count == 1;

    /// <summary>The same for many; the answer is which were taken back. What was reserved for them is given back.</summary>
    /// <param name="reason">Why, where their owner did not ask for it himself.</param>
    public static async Task<IReadOnlyList<MessageKey>> Cancel(Session session, IReadOnlyList<MessageKey> messages, DateTimeOffset now, string? reason = null)
    {
        var removed = (await session.Run(MessageStatements.TakeBack, messages)).ToHashSet();
        var canceled = messages.Where(m => removed.Contains(m.Id)).ToList();
        await session.Run(MessageStatements.Advance, canceled.ConvertAll(m => new StatusChange(m, MessageStatus.Canceled, now, null, null, null)));
        await Books.Close(session, canceled.ConvertAll(m => new Closing(m.AccountId, m.Id, IsSettled: false, now)));
        var facts = ApiJson.Text(new EventFacts { Reason = reason });
        await session.Run(MessageStatements.AddEvent, canceled.ConvertAll(m => new TimelineEvent(m, Ids.New(Ids.Event, now), now, Timeline.CanceledType, facts)));
        return canceled;
    }

    /// <summary>The same for who is not to be written to any more: uncertain messages that were to be sent once more stay uncertain, and are not sent.</summary>
    public static async Task TakeBack(Session session, IReadOnlyList<MessageKey> messages, DateTimeOffset now, string reason)
    {
        var canceled = await Cancel(session, messages, now, reason);
        if (messages.Except(canceled).Select(m => m.Id).ToArray() is { Length: > 0 } uncertain)
            await session.Execute($"DELETE FROM outbox WHERE {session.Dialect.In("message_id", "uncertain")} AND lease_token IS NULL", new { uncertain });
    }

    /// <summary>The messages of the span and to the recipient that are asked for. A clause that is not needed is left out, so that each form finds its index.</summary>
    /// <remarks>Whose the messages of a batch are is compared as an expression, so that only the index of the batch is left to the planner.</remarks>
    private static string Matching(MessageFilter filter) => $"""
        FROM messages
        WHERE {(filter.BatchId is null ? "account_id = @account AND is_test = @world" : "batch_id = @batch AND account_id || '' = @account AND is_test + 0 = @world")}
            AND id < @before AND id >= @after{(filter.To is null ? "" : " AND recipient = @recipient")}
        """;

    private static string Looked(MessageFilter filter) => $"""
        FROM (SELECT * {Matching(filter)} ORDER BY id DESC LIMIT @reach) m
        LEFT JOIN outbox o ON o.message_id = m.id{(filter.IsLookedFor ? " WHERE " : "")}{string.Join(" AND ", Wanted(filter))}
        """;

    private static IEnumerable<string> Wanted(MessageFilter filter)
    {
        if (filter.Status is not null)
            yield return "CASE WHEN o.lease_token IS NULL OR m.status >= 40 THEN m.status ELSE 20 END = @status";
        if (filter.ErrorCode is not null)
            yield return "m.error_code = @error";
    }

    // An id starts with the time it was made, so a span of time is a span of ids.
    private static Dapper.DynamicParameters Parameters(string account, long world, MessageFilter filter, string? cursor, (int Skip, int Take) page)
    {
        var end = filter.Until is { } until ? Ids.First(Ids.Sms, until) : Ids.Sms + "~";
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("world", world);
        parameters.Add("before", cursor is not null && string.CompareOrdinal(cursor, end) < 0 ? cursor : end);
        parameters.Add("after", filter.From is { } from ? Ids.First(Ids.Sms, from) : Ids.Sms);
        parameters.Add("recipient", filter.To?.Value, System.Data.DbType.String);
        parameters.Add("batch", filter.BatchId, System.Data.DbType.String);
        parameters.Add("status", (long?)filter.Status, System.Data.DbType.Int64);
        parameters.Add("error", (long?)filter.ErrorCode, System.Data.DbType.Int64);
        parameters.Add("reach", filter.IsLookedFor ? LookedThrough : page.Skip + page.Take);
        parameters.Add("lastLooked", LookedThrough - 1);
        parameters.Add("skip", page.Skip);
        parameters.Add("take", page.Take);
        return parameters;
    }
}
