using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>How the file of a message stands. The numbers are stored.</summary>
public enum MediaState
{
    /// <summary>It is at the gateway, and is still to be fetched.</summary>
    Pending = 0,
    /// <summary>Its bytes are in the data folder.</summary>
    Stored = 10,
    /// <summary>It could not be fetched.</summary>
    Failed = 20,
}

/// <summary>The file of a message as the store knows it.</summary>
public sealed record MediaRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string MessageId { get; init; }
    public required string SessionId { get; init; }
    public required string ContentType { get; init; }
    public string? Filename { get; init; }
    public required long Size { get; init; }

    /// <summary>Of the bytes, in hexadecimal; null while they are not there.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A <see cref="MediaState"/>.</summary>
    public required long State { get; init; }

    /// <summary>Why it could not be fetched, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>Where a received file is at the gateway.</summary>
    public string? Reference { get; init; }
    public long Attempts { get; init; }
    public long? NextAt { get; init; }
    public required long CreatedAt { get; init; }
}

/// <summary>The files of messages in the store.</summary>
public static class MediaRows
{
    private const string Columns = "account_id, is_test, id, message_id, session_id, content_type, filename, size, sha256, state, reason, reference, attempts, next_at, created_at";

    /// <summary>A message whose words were taken out has no file any more, nor has one that is gone.</summary>
    private const string IsLeft = """
        NOT EXISTS (SELECT 1 FROM messages m WHERE m.account_id = f.account_id AND m.is_test = f.is_test AND m.id = f.message_id AND m.content <> '')
            AND NOT EXISTS (SELECT 1 FROM whatsapp_inbound i WHERE i.account_id = f.account_id AND i.is_test = f.is_test AND i.id = f.message_id AND i.content <> '')
        """;

    private static readonly Bulk<MediaRow> Insert = Bulk<MediaRow>.Insert("media", "",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("message_id", r => r.MessageId), new("session_id", r => r.SessionId),
        new("content_type", r => r.ContentType), new("filename", r => r.Filename), new("size", Number: r => r.Size), new("sha256", r => r.Sha256), new("state", Number: r => r.State),
        new("reason", r => r.Reason), new("reference", r => r.Reference), new("attempts", Number: r => r.Attempts), new("next_at", Number: r => r.NextAt), new("created_at", Number: r => r.CreatedAt));

    /// <summary>Adds a file at the end of the transaction that its message is written in.</summary>
    public static void Add(Session session, MediaRow row) => session.AtCommit(Insert, [row]);

    public static Task<MediaRow?> Find(Session session, string account, long world, string id) => session.First<MediaRow>(
        $"SELECT {Columns} FROM media WHERE account_id = @account AND is_test = @world AND id = @id", new { account, world, id });

    /// <summary>The file of an id, whoever's it is.</summary>
    public static Task<MediaRow?> Find(Session session, string id) => session.First<MediaRow>($"SELECT {Columns} FROM media WHERE id = @id", new { id });

    /// <summary>Those of these ids that are there.</summary>
    public static async Task<IReadOnlyDictionary<string, MediaRow>> All(Session session, IReadOnlyCollection<string> ids) => ids.Count == 0
        ? new Dictionary<string, MediaRow>()
        : (await session.Query<MediaRow>($"SELECT {Columns} FROM media WHERE {session.Dialect.In("id", "ids")}", new { ids = ids.ToArray() })).ToDictionary(r => r.Id);

    /// <summary>Takes files that are to be fetched, up to a number; nobody else takes them before <paramref name="until"/>.</summary>
    public static Task<List<MediaRow>> Take(Session session, DateTimeOffset now, DateTimeOffset until, int most) => session.Query<MediaRow>($"""
        WITH due AS MATERIALIZED (
            SELECT id
            FROM media
            WHERE next_at <= @now
            ORDER BY next_at
            LIMIT @most
            {session.Dialect.SkipLocked})
        UPDATE media
        SET next_at = @until, attempts = attempts + 1
        WHERE id IN (SELECT id FROM due)
        RETURNING {Columns}
        """, new { now = now.ToMicros(), until = until.ToMicros(), most });

    /// <summary>Writes what became of a fetch; false when the file was given up meanwhile.</summary>
    public static async Task<bool> Set(Session session, MediaRow row)
    {
        var parameters = new Dapper.DynamicParameters(new { row.Id, row.ContentType, row.Size, row.State });
        parameters.Add("sha256", row.Sha256, System.Data.DbType.String);
        parameters.Add("reason", row.Reason, System.Data.DbType.String);
        parameters.Add("next", row.NextAt, System.Data.DbType.Int64);
        return await session.Execute("UPDATE media SET content_type = @ContentType, size = @Size, state = @State, sha256 = @sha256, reason = @reason, next_at = @next WHERE id = @Id", parameters) == 1;
    }

    /// <summary>A page of files whose messages have nothing to say any more, from an id on.</summary>
    public static Task<List<MediaRow>> Left(Session session, string after, int most) => session.Query<MediaRow>($"""
        SELECT {Columns}
        FROM media f
        WHERE f.id > @after AND {IsLeft}
        ORDER BY f.id
        LIMIT @most
        """, new { after, most });

    public static Task<int> Remove(Session session, IReadOnlyCollection<string> ids) => session.Execute($"DELETE FROM media WHERE {session.Dialect.In("id", "ids")}", new { ids = ids.ToArray() });
}
