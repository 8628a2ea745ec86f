using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Which verifications of a list are asked for; what is null does not narrow it.</summary>
internal sealed record VerificationFilter(VerificationStatus? Status, PhoneNumber? To, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>The number of the catalogue that the newest text failed with.</summary>
    public int? ErrorCode { get; init; }
}

/// <summary>Reads and changes the verifications of one account and one world.</summary>
internal static class CodeRows
{
    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    public const string Columns =
        "account_id, is_test, id, key_id, recipient, channel, locale, brand, code_hash, status, attempts, message_id, earlier, sealed, steps, look_at, created_at, expires_at, ended_at";

    private const string Own = "account_id = @AccountId AND is_test = @World";

    private static readonly Bulk<VerificationRow> Insert = Bulk<VerificationRow>.Insert("verifications", "",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("key_id", r => r.KeyId), new("recipient", r => r.Recipient),
        new("channel", r => r.Channel), new("locale", r => r.Locale), new("brand", r => r.Brand), new("code_hash", r => r.CodeHash), new("status", Number: r => r.Status),
        new("attempts", Number: r => r.Attempts), new("message_id", r => r.MessageId), new("sealed", r => r.Sealed), new("steps", r => r.Steps), new("look_at", Number: r => r.LookAt),
        new("created_at", Number: r => r.CreatedAt), new("expires_at", Number: r => r.ExpiresAt));

    private static readonly Bulk<VerificationLine> AddLine = Bulk<VerificationLine>.Insert("verification_events", "ON CONFLICT DO NOTHING",
        new("account_id", l => l.Verification.AccountId), new("verification_id", l => l.Verification.Id), new("id", l => l.Id),
        new("at", Number: l => l.At.ToMicros()), new("type", l => l.Type), new("data", l => ApiJson.Text(l.Data)));

    public static void Add(Session session, VerificationRow row) => session.AtCommit(Insert, [row]);

    /// <summary>Takes back what is pending for the recipient of a new verification, with the texts that still wait. The new one's windows keep others from doing the same at once.</summary>
    public static async Task Replace(Session session, VerificationRow row, DateTimeOffset now)
    {
        var pending = await session.Query<VerificationRow>(
            $"SELECT {Columns} FROM verifications WHERE account_id = @AccountId AND is_test = @IsTest AND recipient = @Recipient AND status = 10 ORDER BY id", new { row.AccountId, row.IsTest, row.Recipient });
        foreach (var old in pending)
            await Cancel(session, old, "replaced", now);
    }

    /// <summary>Ends one that is pending without its code, and takes back its texts where they have not left; false when it has ended meanwhile.</summary>
    /// <param name="why">The line of its timeline: <c>canceled</c> or <c>replaced</c>.</param>
    public static async Task<bool> Cancel(Session session, VerificationRow row, string why, DateTimeOffset now)
    {
        if (!await End(session, row, VerificationStatus.Canceled, now))
            return false;

        // A next step may have been taken since the row was read.
        var texts = await session.First<VerificationRow>($"SELECT {Columns} FROM verifications WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id", row) ?? row;
        await MessageRows.Cancel(session, texts.TextKeys, now);
        Note(session, row, now, why);
        return true;
    }

    /// <summary>One verification by its id, held against everybody else until the transaction ends; null where there is none.</summary>
    public static Task<VerificationRow?> Lock(Session session, Caller caller, string id) => session.First<VerificationRow>(
        $"SELECT {Columns} FROM verifications WHERE {Own} AND id = @id {session.Dialect.Lock}", new { caller.AccountId, caller.World, id });

    public static Task<VerificationRow?> Find(Session session, Caller caller, string id) => session.First<VerificationRow>(
        $"SELECT {Columns} FROM verifications WHERE {Own} AND id = @id", new { caller.AccountId, caller.World, id });

    /// <summary>The id of the newest verification of a recipient that was not taken back.</summary>
    public static async Task<string?> Newest(Session session, Caller caller, PhoneNumber to) => (await session.Query<string>(
        $"SELECT id FROM verifications WHERE {Own} AND recipient = @to AND status <> 50 ORDER BY id DESC LIMIT 1", new { caller.AccountId, caller.World, to = to.Value })).FirstOrDefault();

    /// <summary>Counts a wrong code; the last one allowed locks the verification.</summary>
    public static Task Miss(Session session, VerificationRow row, bool isLocked, DateTimeOffset now)
    {
        Note(session, row, now, isLocked ? "locked" : "wrong_code", new VerificationEventData(VerificationRow.MostAttempts - row.Attempts - 1));
        return session.Execute($"""
            UPDATE verifications SET attempts = attempts + 1, status = @status, ended_at = @ended{(isLocked ? ", " + StepRows.Over : "")}
            WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
            """, new { row.AccountId, row.IsTest, row.Id, status = (long)(isLocked ? VerificationStatus.Locked : VerificationStatus.Pending), ended = isLocked ? now.ToMicros() : (long?)null });
    }

    /// <summary>Gives a pending one its final status; false when it has one.</summary>
    public static async Task<bool> End(Session session, VerificationRow row, VerificationStatus status, DateTimeOffset now) => await session.Execute($"""
        UPDATE verifications SET status = @status, ended_at = @now, {StepRows.Over}
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id AND status = 10
        """, new { row.AccountId, row.IsTest, row.Id, status = (long)status, now = now.ToMicros() }) == 1;

    /// <summary>Adds a line to the timeline, with the commit.</summary>
    public static void Note(Session session, VerificationRow row, DateTimeOffset now, string type, VerificationEventData? data = null) =>
        session.AtCommit(AddLine, [new VerificationLine(row, Ids.New(Ids.Event, now), now, type, data ?? new(null))]);

    public static Task<List<EventRow>> Events(Session session, VerificationRow row) => session.Query<EventRow>(
        "SELECT id, at, type, data FROM verification_events WHERE account_id = @AccountId AND verification_id = @Id ORDER BY at, id", new { row.AccountId, row.Id });

    /// <summary>
    /// A page, newest first, from behind an id or after skipping rows; one row more than asked tells that there is a next page. For an error
    /// <see cref="MessageRows.LookedThrough"/> are looked through, and the last of them is given when there may be more.
    /// </summary>
    public static async Task<(List<VerificationRow> Rows, string? LookedUpTo)> List(Session session, Caller caller, VerificationFilter filter, (string? Cursor, int Skip, int Take) page, DateTimeOffset now)
    {
        var parameters = Parameters(caller, filter, page, now);
        if (filter.ErrorCode is null)
            return (await session.Query<VerificationRow>($"SELECT {Columns} {Matching(filter)} ORDER BY id DESC LIMIT @take OFFSET @skip", parameters), null);

        var rows = await session.Query<VerificationRow>($"SELECT v.* {Failed(filter)} ORDER BY v.id DESC LIMIT @take OFFSET @skip", parameters);
        var last = rows.Count == page.Take ? [] : await session.Query<string>($"SELECT id {Matching(filter)} ORDER BY id DESC LIMIT 1 OFFSET @lastLooked", parameters);
        return (rows, last.FirstOrDefault());
    }

    /// <summary>How many there are; null when that is more than <see cref="CountedUpTo"/>, or more than is looked through for an error.</summary>
    public static async Task<long?> Count(Session session, Caller caller, VerificationFilter filter, DateTimeOffset now)
    {
        var most = filter.ErrorCode is null ? CountedUpTo : MessageRows.LookedThrough;
        var parameters = Parameters(caller, filter, (null, 0, 0), now);
        var all = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 AS one {Matching(filter)} LIMIT {most + 1}) AS counted", parameters);
        if (all > most)
            return null;
        return filter.ErrorCode is null ? all : await session.Number($"SELECT COUNT(*) {Failed(filter)}", parameters);
    }

    private static string Failed(VerificationFilter filter) => $"""
        FROM (SELECT {Columns} {Matching(filter)} ORDER BY id DESC LIMIT @looked) v
        WHERE (SELECT m.error_code FROM messages m WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.message_id) = @error
        """;

    private static string Matching(VerificationFilter filter) => $"""
        FROM verifications
        WHERE {Own} AND id < @before AND id >= @after{(filter.To is null ? "" : " AND recipient = @to")}{filter.Status switch
    {
        null => "",
        VerificationStatus.Pending => " AND status = 10 AND expires_at > @now",
        VerificationStatus.Expired => " AND (status = 30 OR (status = 10 AND expires_at <= @now))",
        _ => " AND status = @status",
    }}
        """;

    // An id starts with the time it was made, so a span of time is a span of ids.
    private static Dapper.DynamicParameters Parameters(Caller caller, VerificationFilter filter, (string? Cursor, int Skip, int Take) page, DateTimeOffset now)
    {
        var end = filter.Until is { } until ? Ids.First(Ids.Verification, until) : Ids.Verification + "~";
        var parameters = new Dapper.DynamicParameters(new { caller.AccountId, caller.World, skip = page.Skip, take = page.Take, now = now.ToMicros() });
        parameters.Add("before", page.Cursor is not null && string.CompareOrdinal(page.Cursor, end) < 0 ? page.Cursor : end);
        parameters.Add("after", filter.From is { } from ? Ids.First(Ids.Verification, from) : Ids.Verification);
        parameters.Add("to", filter.To?.Value, System.Data.DbType.String);
        parameters.Add("status", (long?)filter.Status, System.Data.DbType.Int64);
        parameters.Add("error", (long?)filter.ErrorCode, System.Data.DbType.Int64);
        parameters.Add("looked", MessageRows.LookedThrough);
        parameters.Add("lastLooked", MessageRows.LookedThrough - 1);
        return parameters;
    }
}
