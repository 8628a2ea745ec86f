using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Which batches are asked for; what is null does not narrow it.</summary>
public sealed record BatchFilter(BatchStatus? Status, string? Channel);

/// <summary>The batches in the store: what was asked for, how far it was taken in, and which rows were not.</summary>
public static class BatchRows
{
    /// <summary>How many batches of an account may be under way at a time; beyond it a new one is refused with 5030.</summary>
    public const int MostUndone = 20;

    private const string Columns =
        "account_id, is_test, id, key_id, status, total, accepted, rejected, cost, next_row, idempotency_key, created_at, finished_at, lease_token, lease_until, channel";

    public static readonly Bulk<BatchRejection> AddRejections = Bulk<BatchRejection>.Insert("batch_rejections", "ON CONFLICT DO NOTHING",
        new("batch_id", r => r.BatchId), new("row_index", Number: r => r.RowIndex), new("recipient", r => r.Recipient),
        new("code", Number: r => r.Code), new("message", r => r.Message));

    /// <summary>Writes a batch with its request. 5030 when too many of the account are under way.</summary>
    public static async Task Add(Session session, BatchRow batch, string request)
    {
        var undone = await session.Number("SELECT COUNT(*) FROM batches WHERE status < 50 AND account_id || '' = @AccountId", new { batch.AccountId });
        if (undone >= MostUndone)
            throw new Refusal(Errors.Overloaded, $"{MostUndone} batches of this account are still being taken in; nothing was accepted. Retry after 5 seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

        await Add(session, batch);
        await session.Execute("INSERT INTO batch_requests (batch_id, request) VALUES (@Id, @request)", new { batch.Id, request });
    }

    /// <summary>Writes a batch whose rows are judged in the same transaction.</summary>
    public static Task Add(Session session, BatchRow batch) => session.Execute($"""
        INSERT INTO batches ({Columns})
        VALUES (@AccountId, @IsTest, @Id, @KeyId, @Status, @Total, @Accepted, @Rejected, @Cost, @NextRow, @IdempotencyKey, @CreatedAt, NULL, @LeaseToken, @LeaseUntil, @Channel)
        """, batch);

    public static Task<BatchRow?> Find(Session session, string account, long world, string id) => session.First<BatchRow>(
        $"SELECT {Columns} FROM batches WHERE account_id = @account AND is_test = @world AND id = @id", new { account, world, id });

    /// <summary>The same, and nobody else changes the batch before the transaction ends.</summary>
    public static Task<BatchRow?> Lock(Session session, string account, long world, string id) => session.First<BatchRow>(
        $"SELECT {Columns} FROM batches WHERE account_id = @account AND is_test = @world AND id = @id {session.Dialect.Lock}", new { account, world, id });

    /// <summary>A page of an account's batches, newest first.</summary>
    public static Task<List<BatchRow>> List(Session session, (string Account, long World) whose, BatchFilter filter, string? cursor, (int Skip, int Take) page) => session.Query<BatchRow>($"""
        SELECT {Columns}
        {Matching(filter)} AND id < @before
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, new { account = whose.Account, world = whose.World, status = (long)(filter.Status ?? 0), channel = filter.Channel ?? "", before = cursor ?? Ids.Batch + "~", skip = page.Skip, take = page.Take });

    /// <summary>How many there are; null when that is more than <see cref="MessageRows.CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, (string Account, long World) whose, BatchFilter filter)
    {
        var count = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 AS one {Matching(filter)} LIMIT {MessageRows.CountedUpTo + 1}) AS counted",
            new { account = whose.Account, world = whose.World, status = (long)(filter.Status ?? 0), channel = filter.Channel ?? "" });
        return count > MessageRows.CountedUpTo ? null : count;
    }

    /// <summary>Takes a batch that nobody works on, the one that has waited longest; null when there is none.</summary>
    public static Task<BatchRow?> Claim(Session session, BatchLease lease, DateTimeOffset now) => session.First<BatchRow>($"""
        WITH free AS MATERIALIZED (
            SELECT id
            FROM batches
            WHERE status < 50 AND lease_until <= @now
            ORDER BY lease_until
            LIMIT 1
            {session.Dialect.SkipLocked})
        UPDATE batches
        SET lease_token = @Token, lease_until = @UntilMicros
        WHERE status < 50 AND id IN (SELECT id FROM free)
        RETURNING {Columns}
        """, new { lease.Token, lease.UntilMicros, now = now.ToMicros() });

    /// <summary>What a batch was asked for with; null once all its rows are judged.</summary>
    public static Task<string?> Request(Session session, string id) =>
        session.First<string>("SELECT request FROM batch_requests WHERE batch_id = @id", new { id });

    /// <summary>Holds the batch for the one who goes on from this row, until the transaction ends; false when that is somebody else's turn, or nobody's any more.</summary>
    public static async Task<bool> Hold(Session session, BatchRow batch, BatchLease lease, BatchStatus status) => await session.Execute("""
        UPDATE batches
        SET lease_until = @UntilMicros
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id AND status = @status AND next_row = @NextRow AND lease_token = @Token
        """, new { batch.AccountId, batch.IsTest, batch.Id, batch.NextRow, status = (long)status, lease.Token, lease.UntilMicros }) == 1;

    /// <summary>Writes how a batch stands now, in a transaction that holds it.</summary>
    public static async Task Save(Session session, BatchRow batch)
    {
        await session.Execute("""
            UPDATE batches
            SET status = @Status, accepted = @Accepted, rejected = @Rejected, cost = @Cost, next_row = @NextRow, finished_at = @FinishedAt
            WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
            """, batch);
        if (batch.State != BatchStatus.Processing)
            await session.Execute("DELETE FROM batch_requests WHERE batch_id = @Id", new { batch.Id });
    }

    /// <summary>Takes the right to go on with a batch from whoever has it.</summary>
    public static Task<int> Seize(Session session, BatchRow batch, BatchLease lease) => session.Execute("""
        UPDATE batches
        SET lease_token = @Token, lease_until = @UntilMicros
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
        """, new { batch.AccountId, batch.IsTest, batch.Id, lease.Token, lease.UntilMicros });

    /// <summary>Lets others go on with a batch at once.</summary>
    public static Task<int> Release(Session session, BatchRow batch, BatchLease lease, DateTimeOffset now) => session.Execute("""
        UPDATE batches
        SET lease_until = @now
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id AND lease_token = @Token
        """, new { batch.AccountId, batch.IsTest, batch.Id, lease.Token, now = now.ToMicros() });

    /// <summary>Takes no more rows of batches that a backup holds half taken in: the server it was taken from may have gone on with them.</summary>
    public static async Task<int> EndRestored(Session session, DateTimeOffset now)
    {
        await session.Execute("DELETE FROM batch_requests");
        return await session.Execute("UPDATE batches SET status = 80, finished_at = @now WHERE status = 10", new { now = now.ToMicros() });
    }

    /// <summary>Whether a message of a batch waits to be sent and nobody holds it.</summary>
    public static async Task<bool> Waits(Session session, BatchRow batch) => await session.First<string>(
        "SELECT m.id FROM messages m JOIN outbox o ON o.message_id = m.id WHERE m.batch_id = @Id AND o.lease_token IS NULL LIMIT 1", new { batch.Id }) is not null;

    /// <summary>Deletes batches that were made before a moment and are through, with their refused rows; the answer is how many went.</summary>
    public static async Task<int> Forget(Session session, (string Account, long World) whose, DateTimeOffset before, int most)
    {
        var ids = (await session.Query<string>("""
            SELECT id
            FROM batches
            WHERE account_id = @account AND is_test = @world AND id < @end AND status >= 50
            ORDER BY id
            LIMIT @most
            """, new { account = whose.Account, world = whose.World, end = Ids.First(Ids.Batch, before), most })).ToArray();
        if (ids.Length == 0)
            return 0;

        await session.Execute($"DELETE FROM batch_rejections WHERE {session.Dialect.In("batch_id", "ids")}", new { ids });
        return await session.Execute($"DELETE FROM batches WHERE account_id = @account AND is_test = @world AND {session.Dialect.In("id", "ids")}", new { account = whose.Account, world = whose.World, ids });
    }

    /// <summary>The rows that were not taken in, in their order, from behind a row.</summary>
    public static Task<List<BatchRejection>> Rejections(Session session, string id, long after, (int Skip, int Take) page) => session.Query<BatchRejection>("""
        SELECT batch_id, row_index, recipient, code, message
        FROM batch_rejections
        WHERE batch_id = @id AND row_index > @after
        ORDER BY row_index
        LIMIT @take OFFSET @skip
        """, new { id, after, skip = page.Skip, take = page.Take });

    /// <summary>Counts the messages of a batch by their status: as many look-ups as it has messages, so for one batch at a time.</summary>
    public static async Task<BatchCounts> Counts(Session session, BatchRow batch)
    {
        var rows = await session.Query<CountRow>("""
            SELECT CASE WHEN o.lease_token IS NULL THEN m.status ELSE 20 END AS status, COUNT(*) AS count
            FROM messages m
            LEFT JOIN outbox o ON o.message_id = m.id
            WHERE m.batch_id = @Id
            GROUP BY CASE WHEN o.lease_token IS NULL THEN m.status ELSE 20 END
            """, new { batch.Id });
        var cost = batch.Cost == 0 ? 0 : await session.Number($"""
            SELECT COALESCE(SUM(e.amount), 0)
            FROM messages m
            JOIN ledger_entries e ON e.account_id = m.account_id AND e.id = {Books.EndOf("m.id")}
            WHERE m.batch_id = @Id AND e.kind = '{Book.Settle}'
            """, new { batch.Id });
        return new(rows.ToDictionary(r => (MessageStatus)r.Status, r => r.Count), cost);
    }

    private static string Matching(BatchFilter filter) =>
        $"FROM batches WHERE account_id = @account AND is_test = @world{(filter.Status is null ? "" : " AND status = @status")}{(filter.Channel is null ? "" : " AND channel = @channel")}";

    private sealed class CountRow
    {
        public long Status { get; init; }
        public long Count { get; init; }
    }
}
