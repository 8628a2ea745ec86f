namespace SendApi.Server.Storage;

/// <summary>The stored answer of a POST that carried an Idempotency-Key.</summary>
public sealed record IdempotencyRecord(string KeyId, string Key, string Fingerprint, int Status, string? Location, string Body, DateTimeOffset CreatedAt)
{
    /// <summary>The status of a record whose effect is begun, durably, and has no answer yet: HTTP's own word for it.</summary>
    public const int Begun = 102;
}

/// <summary>Keeps the records for 24 hours. They are written in the transaction of the effect they stand for, or not at all.</summary>
public static class IdempotencyRecords
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // An expired record is replaced in place; a living one is kept and returns no row.
    private static readonly Bulk<IdempotencyRecord> InsertOrReplaceExpired = Bulk<IdempotencyRecord>.Insert("idempotency", """
        ON CONFLICT (key_id, idempotency_key) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, location = excluded.location, body = excluded.body, created_at = excluded.created_at
        WHERE idempotency.created_at <= excluded.created_at - 86400000000
        RETURNING key_id || ' ' || idempotency_key
        """,
        new("key_id", r => r.KeyId), new("idempotency_key", r => r.Key), new("fingerprint", r => r.Fingerprint), new("status", Number: r => r.Status),
        new("location", r => r.Location), new("body", r => r.Body), new("created_at", Number: r => r.CreatedAt.ToMicros()));

    private static readonly Bulk<IdempotencyRecord> Delete = new(
        "DELETE FROM idempotency WHERE key_id = @key_id AND idempotency_key = @idempotency_key",
        "DELETE FROM idempotency i USING v WHERE i.key_id = v.key_id AND i.idempotency_key = v.idempotency_key",
        new("key_id", r => r.KeyId), new("idempotency_key", r => r.Key));

    /// <summary>Writes the records whose keys are free and answers those that found theirs taken.</summary>
    public static async Task<HashSet<IdempotencyRecord>> Take(Session session, IReadOnlyCollection<IdempotencyRecord> records)
    {
        var written = (await session.Run(InsertOrReplaceExpired, records)).ToHashSet();
        return records.Where(r => !written.Contains($"{r.KeyId} {r.Key}")).ToHashSet();
    }

    /// <summary>Removes records that were taken in this transaction for an effect that was then refused: refusals are not stored.</summary>
    public static Task GiveBack(Session session, IReadOnlyCollection<IdempotencyRecord> records) => session.Run(Delete, records);

    /// <summary>Gives the record of an effect that was only begun its answer; one that has an answer keeps it.</summary>
    public static Task<int> Complete(Session session, (string KeyId, string Key) whose, int status, string? location, string body) => session.Execute($"""
        UPDATE idempotency
        SET status = @status, location = @location, body = @body
        WHERE key_id = @KeyId AND idempotency_key = @Key AND status = {IdempotencyRecord.Begun}
        """, new { whose.KeyId, whose.Key, status, location, body });

    /// <summary>The living record of a key, or null.</summary>
    public static async Task<IdempotencyRecord?> Find(Session session, string keyId, string key, DateTimeOffset now)
    {
        var row = await session.First<Row>("""
            SELECT fingerprint, status, location, body, created_at
            FROM idempotency
            WHERE key_id = @keyId AND idempotency_key = @key AND created_at > @oldest
            """, new { keyId, key, oldest = (now - Lifetime).ToMicros() });
        return row is null ? null : new(keyId, key, row.Fingerprint, (int)row.Status, row.Location, row.Body, Times.FromMicros(row.CreatedAt));
    }

    /// <summary>Removes expired records, at most <paramref name="most"/> in one go; the answer is how many went.</summary>
    public static Task<int> Sweep(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM idempotency
        WHERE (key_id, idempotency_key) IN (
            SELECT key_id, idempotency_key FROM idempotency WHERE created_at <= @oldest LIMIT @most)
        """, new { oldest = (now - Lifetime).ToMicros(), most });

    /// <summary>Takes a phone out of the stored answers of one account, or of all; the answer is how many held it.</summary>
    public static Task<int> Redact(Session session, string phone, string? account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("like", $"%{phone}%");
        parameters.Add("account", account, System.Data.DbType.String);
        return session.Execute("""
            UPDATE idempotency
            SET body = REPLACE(body, @phone, 'redacted')
            WHERE body LIKE @like AND (@account IS NULL OR key_id IN (SELECT id FROM api_keys WHERE account_id = @account))
            """, parameters);
    }

    private sealed class Row
    {
        public string Fingerprint { get; init; } = "";
        public long Status { get; init; }
        public string? Location { get; init; }
        public string Body { get; init; } = "";
        public long CreatedAt { get; init; }
    }
}
