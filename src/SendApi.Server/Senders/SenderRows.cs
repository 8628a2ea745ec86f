using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>A registered sender as the store keeps it.</summary>
public sealed record SenderRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>As senders are compared.</summary>
    public required string Spelling { get; init; }

    public required string Kind { get; init; }

    /// <summary>Separated by spaces, as <see cref="Numbers"/> are.</summary>
    public required string Countries { get; init; }

    public required string Numbers { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public long IsDefault { get; init; }
    public required long CreatedAt { get; init; }
    public long? DecidedAt { get; init; }
}

/// <summary>The registered senders in the store. Sending reads them through the desk of Delivery.</summary>
public static class SenderRows
{
    /// <summary>How many an account may register in each world.</summary>
    public const int Most = 500;

    private const string Columns = "account_id, is_test, id, name, spelling, kind, countries, numbers, status, reason, is_default, created_at, decided_at";

    private const string Own = "account_id = @AccountId AND is_test = @World";

    /// <summary>Adds a sender; null when the account has the same one already.</summary>
    public static Task<SenderRow?> Add(Session session, SenderRow sender) => session.First<SenderRow>($"""
        INSERT INTO sender_ids ({Columns})
        VALUES (@AccountId, @IsTest, @Id, @Name, @Spelling, @Kind, @Countries, @Numbers, @Status, NULL, @IsDefault, @CreatedAt, NULL)
        ON CONFLICT (account_id, is_test, spelling) DO NOTHING
        RETURNING {Columns}
        """, sender);

    public static Task<SenderRow?> Find(Session session, Caller caller, string id) => session.First<SenderRow>(
        $"SELECT {Columns} FROM sender_ids WHERE {Own} AND id = @id", new { caller.AccountId, caller.World, id });

    public static Task<long> Count(Session session, Caller caller) =>
        session.Number($"SELECT COUNT(*) FROM sender_ids WHERE {Own}", new { caller.AccountId, caller.World });

    /// <summary>A page of the account's senders, newest first.</summary>
    public static Task<List<SenderRow>> List(Session session, Caller caller, string? cursor, (int Skip, int Take) page) => session.Query<SenderRow>($"""
        SELECT {Columns}
        FROM sender_ids
        WHERE {Own} AND id < @before
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, new { caller.AccountId, caller.World, before = cursor ?? Ids.Sender + "~", skip = page.Skip, take = page.Take });

    /// <summary>A page of the live senders of all accounts in one state, the oldest first.</summary>
    public static Task<List<SenderRow>> InStatus(Session session, SenderStatus status, string? cursor, (int Skip, int Take) page) => session.Query<SenderRow>($"""
        SELECT {Columns}
        FROM sender_ids
        WHERE status = @status AND id > @after AND is_test = 0
        ORDER BY id
        LIMIT @take OFFSET @skip
        """, new { status = status.Name(), after = cursor ?? "", skip = page.Skip, take = page.Take });

    /// <summary>Writes what the operator decided; null when there is no such sender.</summary>
    public static Task<SenderRow?> Decide(Session session, string id, SenderStatus status, string? reason, DateTimeOffset now) => session.First<SenderRow>($"""
        UPDATE sender_ids
        SET status = @status, reason = @reason, decided_at = @now
        WHERE id = @id
        RETURNING {Columns}
        """, new { id, status = status.Name(), reason, now = now.ToMicros() });

    /// <summary>Makes a sender the account's default, in place of another, or no longer; null when there is no such sender.</summary>
    public static async Task<SenderRow?> SetDefault(Session session, Caller caller, string id, bool isDefault)
    {
        if (isDefault)
            await session.Execute($"UPDATE sender_ids SET is_default = 0 WHERE {Own} AND is_default = 1", new { caller.AccountId, caller.World });
        return await session.First<SenderRow>($"UPDATE sender_ids SET is_default = @value WHERE {Own} AND id = @id RETURNING {Columns}",
            new { caller.AccountId, caller.World, id, value = isDefault ? 1L : 0L });
    }

    /// <summary>Forgets a sender; false when it is not there.</summary>
    public static async Task<bool> Remove(Session session, Caller caller, string id) =>
        await session.Execute($"DELETE FROM sender_ids WHERE {Own} AND id = @id", new { caller.AccountId, caller.World, id }) == 1;
}
