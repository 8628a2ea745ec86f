using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A session as the store keeps it.</summary>
public sealed record SessionRow
{
    public long NumberId { get; init; }
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Kind { get; init; } = SessionRows.Linked;
    public string? WebhookUrl { get; init; }

    /// <summary>After how many seconds its texts fall back to SMS where a send says nothing of it; null for never.</summary>
    public long? FallbackAfter { get; init; }

    /// <summary>A <see cref="SessionStatus"/>, as it was last proven.</summary>
    public required long Status { get; init; }
    public required long StatusAt { get; init; }
    public string? PhoneNumber { get; init; }

    /// <summary>When its phone was first seen: how old the pairing is decides how much it may send.</summary>
    public long? PairedAt { get; init; }
    public long? LastSeenAt { get; init; }
    public long MessageCount { get; init; }
    public long Day { get; init; }
    public long SentToday { get; init; }

    /// <summary>Until when the pace of the number holds everything back, where that is longer than a pause between two messages.</summary>
    public long? PacedUntil { get; init; }
    public string? PacedWhy { get; init; }
    public long Failures { get; init; }

    /// <summary>When it is looked at next.</summary>
    public long LookAt { get; init; }

    /// <summary>Whether Meta's Cloud API speaks for it, and no phone is linked.</summary>
    public bool IsCloud => Kind == SessionRows.Cloud;

    /// <summary>When it was last started again while its number is banned.</summary>
    public long? RestartedAt { get; init; }
    public required long CreatedAt { get; init; }

    /// <summary>Until when the number pauses by itself, or paused last.</summary>
    public long? RestsUntil { get; init; }
    public string? RestsWhy { get; init; }

    /// <summary>How many pauses in a row that makes.</summary>
    public long Rests { get; init; }

    /// <summary>The pause that its number makes by itself, or made last.</summary>
    public SessionRest Rest => new(Times.FromMicros(RestsUntil), RestsWhy, (int)Rests);

    /// <summary>What was last proven.</summary>
    public SessionStatus State => (SessionStatus)Status;

    /// <summary>What may be shown at a time.</summary>
    public SessionStatus StateAt(DateTimeOffset now) => SessionStatuses.Shown(State, Times.FromMicros(LastSeenAt), IsCloud, now);
}

/// <summary>The sessions in the store.</summary>
public static class SessionRows
{
    public const string Linked = "linked", Cloud = "cloud";

    public const int LongestName = 100;

    /// <summary>How many test sessions an account may have; live ones are counted against the plan.</summary>
    public const int MostTest = 1_000;

    internal const string Columns =
        "number_id, account_id, is_test, id, name, kind, webhook_url, status, status_at, phone_number, paired_at, last_seen_at, message_count, day, sent_today, paced_until, paced_why, failures, look_at, restarted_at, rests_until, rests_why, rests, fallback_after, created_at";

    private const string Own = "account_id = @AccountId AND is_test = @World";

    /// <summary>Adds a session and answers it with its number.</summary>
    public static async Task<SessionRow> Add(Session session, SessionRow row, DateTimeOffset lookAt) => (await session.Query<SessionRow>($"""
        INSERT INTO whatsapp_sessions (account_id, is_test, id, name, kind, webhook_url, fallback_after, status, status_at, phone_number, paired_at, last_seen_at, message_count, day, sent_today, owner_until, look_at, failures, created_at)
        VALUES (@AccountId, @IsTest, @Id, @Name, @Kind, @WebhookUrl, @FallbackAfter, @Status, @StatusAt, @PhoneNumber, @PairedAt, @LastSeenAt, 0, 0, 0, 0, @lookAt, 0, @CreatedAt)
        RETURNING {Columns}
        """, new
    {
        row.AccountId,
        row.IsTest,
        row.Id,
        row.Name,
        row.Kind,
        row.WebhookUrl,
        row.FallbackAfter,
        row.Status,
        row.StatusAt,
        row.PhoneNumber,
        row.PairedAt,
        row.LastSeenAt,
        row.CreatedAt,
        lookAt = lookAt.ToMicros(),
    }))[0];

    /// <summary>Gives a session another name, another address to tell, or something else to fall back to.</summary>
    public static Task Rename(Session session, SessionRow row) =>
        session.Execute("UPDATE whatsapp_sessions SET name = @Name, webhook_url = @WebhookUrl, fallback_after = @FallbackAfter WHERE id = @Id", new { row.Name, row.WebhookUrl, row.FallbackAfter, row.Id });

    /// <summary>Writes a state that was proven beside the looks; the next look comes at once.</summary>
    public static Task Proved(Session session, SessionRow row) => session.Execute($"""
        UPDATE whatsapp_sessions
        SET status = @Status, status_at = @StatusAt, phone_number = @PhoneNumber, paired_at = @PairedAt, last_seen_at = @LastSeenAt, failures = 0, look_at = {Sooner}
        WHERE id = @Id
        """, new { row.Status, row.StatusAt, row.PhoneNumber, row.PairedAt, row.LastSeenAt, row.Id });

    /// <summary>The session of this id or number; null when there is none in the caller's account and world.</summary>
    public static Task<SessionRow?> Find(Session session, Caller caller, SessionRef reference) => session.First<SessionRow>(
        $"SELECT {Columns} FROM whatsapp_sessions WHERE {Own} AND {(reference.Id is null ? "number_id = @Number" : "id = @Id")}",
        reference.Id is { } id ? new { caller.AccountId, caller.World, Id = id } : (object)new { caller.AccountId, caller.World, reference.Number });

    /// <summary>The session of an id, whoever's it is.</summary>
    public static Task<SessionRow?> Find(Session session, string id) => session.First<SessionRow>($"SELECT {Columns} FROM whatsapp_sessions WHERE id = @id", new { id });

    /// <summary>Up to two sessions that are connected, and whether there is any at all: for a send that names none.</summary>
    public static Task<List<SessionRow>> Candidates(Session session, Caller caller) => session.Query<SessionRow>($"""
        SELECT {Columns}
        FROM whatsapp_sessions
        WHERE {Own}
        ORDER BY CASE WHEN status = {(long)SessionStatus.Connected} THEN 0 ELSE 1 END, id
        LIMIT 2
        """, new { caller.AccountId, caller.World });

    public static Task<long> Count(Session session, string account, long world) =>
        session.Number("SELECT COUNT(*) FROM whatsapp_sessions WHERE account_id = @account AND is_test = @world", new { account, world });

    /// <summary>A page of the account's sessions, newest first.</summary>
    public static Task<List<SessionRow>> List(Session session, Caller caller, string? cursor, (int Skip, int Take) page) => session.Query<SessionRow>($"""
        SELECT {Columns}
        FROM whatsapp_sessions
        WHERE {Own} AND id < @before
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, new { caller.AccountId, caller.World, before = cursor ?? Ids.Session + "~", skip = page.Skip, take = page.Take });

    /// <summary>Forgets a session, with its groups and what it is let in with.</summary>
    public static async Task Remove(Session session, string id)
    {
        await session.Execute("DELETE FROM whatsapp_groups WHERE session_id = @id; DELETE FROM whatsapp_sessions WHERE id = @id", new { id });
        await CloudRows.Remove(session, id);
    }

    /// <summary>Lets the owner of a session look at it at once, and once more where it is just looking.</summary>
    public static Task LookNow(Session session, string id) => session.Execute($"UPDATE whatsapp_sessions SET look_at = {Sooner} WHERE id = @id", new { id });

    /// <summary>A time that is over, and another one each time: so that a look which had begun before does not pass for the one that was asked for.</summary>
    private const string Sooner = "CASE WHEN look_at > 0 THEN 0 ELSE look_at - 1 END";

    /// <summary>Counts messages that left through a session, and notes how its pace stands.</summary>
    public static Task Count(Session session, string id, SessionCount count)
    {
        var parameters = new Dapper.DynamicParameters(new { id, count.More, count.Day, count.SentToday });
        parameters.Add("until", count.Pace.Until?.ToMicros(), System.Data.DbType.Int64);
        parameters.Add("why", count.Pace.Why, System.Data.DbType.String);
        return session.Execute("""
            UPDATE whatsapp_sessions
            SET message_count = message_count + @More, day = @Day, sent_today = @SentToday, paced_until = @until, paced_why = @why
            WHERE id = @id
            """, parameters);
    }
}
