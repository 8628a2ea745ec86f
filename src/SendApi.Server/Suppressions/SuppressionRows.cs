using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>An address that gets nothing more on a channel (<c>sms</c>, <c>whatsapp</c>, <c>email</c> or <c>all</c>): E.164, or an email address in lower case.</summary>
public sealed record SuppressionRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Address { get; init; }
    public required string Channel { get; init; }
    public required string Id { get; init; }
    public required string Reason { get; init; }
    public required string Source { get; init; }
    public required long CreatedAt { get; init; }
}

/// <summary>Whose list it is: an account has one for live messages and one for test messages.</summary>
public sealed record SuppressionList(string AccountId, long World)
{
    public static SuppressionList Of(Caller caller) => new(caller.AccountId, caller.World);

    public SuppressionRow Entry(Suppressed what, string source, DateTimeOffset now) => new()
    {
        AccountId = AccountId,
        IsTest = World,
        Address = what.Address,
        Channel = what.Channel,
        Id = Ids.New(Ids.Suppression, now),
        Reason = what.Reason,
        Source = source,
        CreatedAt = now.ToMicros(),
    };
}

/// <summary>The suppression lists in the store. The intake reads them in its own transaction.</summary>
public static class SuppressionRows
{
    private const string Columns = "account_id, is_test, address, channel, id, reason, source, created_at";

    private static readonly Bulk<SuppressionRow> Insert = Bulk<SuppressionRow>.Insert("suppressions", "ON CONFLICT DO NOTHING RETURNING id",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("address", r => r.Address), new("channel", r => r.Channel),
        new("id", r => r.Id), new("reason", r => r.Reason), new("source", r => r.Source), new("created_at", Number: r => r.CreatedAt));

    /// <summary>Adds entries; an address that is on the list for the channel already keeps its first entry. The answer holds the ids that were new.</summary>
    public static Task<List<string>> Add(Session session, IReadOnlyCollection<SuppressionRow> rows) => session.Run(Insert, rows);

    /// <summary>Adds an entry and gives the one that is then on the list: this one, or with another id the one that was there before.</summary>
    public static async Task<SuppressionRow> AddOrFind(Session session, SuppressionRow row) => await session.First<SuppressionRow>($"""
        INSERT INTO suppressions ({Columns})
        VALUES (@AccountId, @IsTest, @Address, @Channel, @Id, @Reason, @Source, @CreatedAt)
        ON CONFLICT (account_id, is_test, address, channel) DO UPDATE SET reason = suppressions.reason
        RETURNING {Columns}
        """, row) ?? throw new InvalidOperationException("An upsert gave no row.");

    public static Task<SuppressionRow?> Find(Session session, SuppressionList list, string id) => session.First<SuppressionRow>($"""
        SELECT {Columns}
        FROM suppressions
        WHERE account_id = @AccountId AND is_test = @World AND id = @id
        """, new { list.AccountId, list.World, id });

    /// <summary>The entries of one address, one for each channel it is listed for.</summary>
    public static Task<List<SuppressionRow>> OfAddress(Session session, SuppressionList list, string address) => session.Query<SuppressionRow>($"""
        SELECT {Columns}
        FROM suppressions
        WHERE account_id = @AccountId AND is_test = @World AND address = @address
        """, new { list.AccountId, list.World, address });

    /// <summary>Takes an entry off the list; false when it is not there.</summary>
    public static async Task<bool> Remove(Session session, SuppressionList list, string id) => await session.Execute("""
        DELETE FROM suppressions
        WHERE account_id = @AccountId AND is_test = @World AND id = @id
        """, new { list.AccountId, list.World, id }) == 1;

    /// <summary>Takes an address off the lists of one account, or of all; the answer is how many entries went.</summary>
    public static Task<int> Forget(Session session, string address, string? account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("address", address);
        parameters.Add("account", account, System.Data.DbType.String);
        return session.Execute("DELETE FROM suppressions WHERE address = @address AND (@account IS NULL OR account_id = @account)", parameters);
    }

    /// <summary>The whole list in the order of its key, a page at a time: each page is a visit of its own, so a slow reader holds nothing.</summary>
    public static async IAsyncEnumerable<List<SuppressionRow>> Pages(Db db, SuppressionList list, int perPage, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (address, channel) = ("", "");
        List<SuppressionRow> page;
        do
        {
            page = await db.Read(s => s.Query<SuppressionRow>($"""
                SELECT {Columns}
                FROM suppressions
                WHERE account_id = @AccountId AND is_test = @World AND (address, channel) > (@address, @channel)
                ORDER BY address, channel
                LIMIT @perPage
                """, new { list.AccountId, list.World, address, channel, perPage }), ct);
            if (page.Count > 0)
                yield return page;
            (address, channel) = page.Count > 0 ? (page[^1].Address, page[^1].Channel) : (address, channel);
        }
        while (page.Count == perPage);
    }
}
