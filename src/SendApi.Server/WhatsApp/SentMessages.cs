using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Which messages of a list are asked for; what is null does not narrow it.</summary>
/// <param name="Phone">Whom it went to, or who wrote it.</param>
/// <param name="After">The smallest id that is asked for.</param>
/// <param name="End">Ids are smaller than this.</param>
public sealed record MessageQuery(string? SessionId, string? Phone, string After, string End)
{
    public IReadOnlyList<MessageStatus>? Statuses { get; init; }

    /// <summary>The batch that they came with.</summary>
    public string? BatchId { get; init; }

    /// <summary>The number of the catalogue that they failed with.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Whether no index follows what is asked for, so that a page looks through so many messages and goes on behind them.</summary>
    public bool IsLookedFor => Statuses is not null || ErrorCode is not null;

    public bool Fits(MessageRow row) => (Statuses is null || Statuses.Contains(row.ShownStatus)) && (ErrorCode is null || row.ErrorCode == ErrorCode);
}

/// <summary>Reads the WhatsApp messages that an account sent.</summary>
public static class SentMessages
{
    /// <summary>Up to <paramref name="page"/> that match, newest first. For a status or an error so many are looked through; the last of them is given when there may be more.</summary>
    public static async Task<(List<MessageRow> Rows, string? LookedUpTo)> List(Session session, (string Account, long World) whose, MessageQuery query, (string Before, int Most) page)
    {
        var (sql, parameters) = Statement(whose, query, page);
        var rows = await session.Query<MessageRow>(sql, parameters);
        if (!query.IsLookedFor)
            return (rows, null);

        var found = rows.FindAll(query.Fits).Take(page.Most).ToList();
        return (found, found.Count < page.Most && rows.Count == MessageRows.LookedThrough ? rows[^1].Id : null);
    }

    /// <summary>The statement of a page and its values. It says the bounds of WhatsApp's ids in the words of the index that has those alone.</summary>
    internal static (string Sql, Dapper.DynamicParameters Parameters) Statement((string Account, long World) whose, MessageQuery query, (string Before, int Most) page)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", whose.Account);
        parameters.Add("world", whose.World);
        parameters.Add("before", page.Before);
        parameters.Add("after", query.After);
        parameters.Add("session", query.SessionId, System.Data.DbType.String);
        parameters.Add("phone", query.Phone, System.Data.DbType.String);
        parameters.Add("batch", query.BatchId, System.Data.DbType.String);
        parameters.Add("most", query.IsLookedFor ? MessageRows.LookedThrough : page.Most);
        return ($"""
            SELECT m.*, o.lease_token
            FROM (
                SELECT *
                FROM messages
                WHERE {Whose(query)} AND id < @before AND id >= @after AND id >= 'msg_' AND id < 'msg_~'
                    {(query.BatchId is null ? "" : "AND batch_id = @batch")} {(query.SessionId is null ? "" : "AND sender = @session")} {(query.Phone is null ? "" : "AND recipient = @phone")}
                ORDER BY id DESC
                LIMIT @most) m
            LEFT JOIN outbox o ON o.message_id = m.id
            ORDER BY m.id DESC
            """, parameters);
    }

    /// <summary>Whose they are. As an expression where a batch or a phone is asked for, so that only the index of that is left to the planner.</summary>
    private static string Whose(MessageQuery query) =>
        query.BatchId is null && (query.SessionId is not null || query.Phone is null) ? "account_id = @account AND is_test = @world" : "account_id || '' = @account AND is_test + 0 = @world";
}
