using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>Which inbound texts of a list are asked for; what is null does not narrow it.</summary>
public sealed record InboundFilter(string? From, string? To, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>The inbound texts in the store.</summary>
public static class InboundRows
{
    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    private const string Columns = "account_id, is_test, id, provider, sender, recipient, content, parts, missing, keyword, reply_id, received_at";

    private static readonly Bulk<InboundRow> Insert = Bulk<InboundRow>.Insert("inbound_messages", "ON CONFLICT DO NOTHING RETURNING id",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("provider", r => r.Provider),
        new("sender", r => r.Sender), new("recipient", r => r.Recipient), new("content", r => r.Content), new("parts", Number: r => r.Parts),
        new("missing", Number: r => r.Missing), new("keyword", r => r.Keyword), new("reply_id", r => r.ReplyId), new("received_at", Number: r => r.ReceivedAt));

    private static readonly Bulk<InboundRow> NoteReply = new(
        "UPDATE inbound_messages SET reply_id = @reply_id WHERE account_id = @account_id AND is_test = @is_test AND id = @id",
        "UPDATE inbound_messages m SET reply_id = v.reply_id FROM v WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.id",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("reply_id", r => r.ReplyId));

    // The one row of an id that was there before in the same batch is not given back either.
    private static readonly Bulk<ReceivedText> See = Bulk<ReceivedText>.Insert("inbound_seen", "ON CONFLICT DO NOTHING RETURNING provider || ' ' || provider_id",
        new("provider", r => r.Text.Provider), new("provider_id", r => r.Text.ProviderId), new("at", Number: r => r.At.ToMicros()));

    /// <summary>Those that did not come before under the same id of their provider.</summary>
    public static async Task<List<ReceivedText>> New(Session session, IReadOnlyList<ReceivedText> received)
    {
        var fresh = (await session.Run(See, [.. received.Where(r => r.Text.ProviderId is not null)])).ToHashSet();
        return [.. received.Where(r => r.Text.ProviderId is null || fresh.Remove($"{r.Text.Provider} {r.Text.ProviderId}"))];
    }

    /// <summary>Adds texts; the answer holds those that were not there before.</summary>
    public static async Task<List<InboundRow>> Add(Session session, IReadOnlyCollection<InboundRow> rows)
    {
        var added = (await session.Run(Insert, rows)).ToHashSet();
        return [.. rows.Where(r => added.Contains(r.Id))];
    }

    /// <summary>Writes which text answered each.</summary>
    public static Task Answered(Session session, IReadOnlyCollection<InboundRow> rows) => session.Run(NoteReply, rows);

    public static Task<InboundRow?> Find(Session session, string account, long world, string id) => session.First<InboundRow>($"""
        SELECT {Columns}
        FROM inbound_messages
        WHERE account_id = @account AND is_test = @world AND id = @id
        """, new { account, world, id });

    /// <summary>A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows; one row more than asked tells that there is a next page.</summary>
    public static Task<List<InboundRow>> List(Session session, (string Account, long World) whose, InboundFilter filter, string? cursor, (int Skip, int Take) page) =>
        session.Query<InboundRow>($"SELECT {Columns} {Matching(filter)} ORDER BY id DESC LIMIT @take OFFSET @skip", Parameters(whose, filter, cursor, page));

    /// <summary>How many there are; null when that is more than <see cref="CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, (string Account, long World) whose, InboundFilter filter)
    {
        var all = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 AS one {Matching(filter)} LIMIT {CountedUpTo + 1}) AS counted", Parameters(whose, filter, null, (0, 0)));
        return all > CountedUpTo ? null : all;
    }

    /// <summary>Gives texts to a number that are nobody's to an account, oldest first; the answer holds them as they are now.</summary>
    public static async Task<List<InboundRow>> Assign(Session session, InboundNumber number, int most)
    {
        var rows = await session.Query<InboundRow>($"""
            SELECT {Columns}
            FROM inbound_messages
            WHERE account_id = '' AND recipient = @Number AND (@Provider = '' OR provider = @Provider)
            ORDER BY id
            LIMIT @most
            """, new { number.Number, number.Provider, most });
        foreach (var row in rows)
            await session.Execute("UPDATE inbound_messages SET account_id = @AccountId WHERE account_id = '' AND is_test = @IsTest AND id = @Id", new { number.AccountId, row.IsTest, row.Id });
        return rows.ConvertAll(r => r with { AccountId = number.AccountId });
    }

    // A clause that is not needed is left out, so that each form finds its index. An id starts with the time it was made.
    private static string Matching(InboundFilter filter) => $"""
        FROM inbound_messages
        WHERE account_id = @account AND is_test = @world AND id < @before AND id >= @after{(filter.From is null ? "" : " AND sender = @from")}{(filter.To is null ? "" : " AND recipient = @to")}
        """;

    private static Dapper.DynamicParameters Parameters((string Account, long World) whose, InboundFilter filter, string? cursor, (int Skip, int Take) page)
    {
        var end = filter.Until is { } until ? Ids.First(Ids.Inbound, until) : Ids.Inbound + "~";
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", whose.Account);
        parameters.Add("world", whose.World);
        parameters.Add("before", cursor is not null && string.CompareOrdinal(cursor, end) < 0 ? cursor : end);
        parameters.Add("after", filter.Since is { } since ? Ids.First(Ids.Inbound, since) : Ids.Inbound);
        parameters.Add("from", filter.From, System.Data.DbType.String);
        parameters.Add("to", filter.To, System.Data.DbType.String);
        parameters.Add("skip", page.Skip);
        parameters.Add("take", page.Take);
        return parameters;
    }
}
