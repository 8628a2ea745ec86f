using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Which node speaks for which session: a lease in the store, by the store's time. A node that dies loses its sessions when their leases run out.</summary>
public static class HeldSessions
{
    /// <summary>How many are taken in one go, so that nodes that start together share them.</summary>
    private const int MostTaken = 200;

    /// <summary>Carries a lease on; the answer is what is still held.</summary>
    public static async Task<HashSet<string>> Renew(Session session, string owner, DateTimeOffset now, DateTimeOffset until) =>
    [
        .. await session.Query<string>("""
            UPDATE whatsapp_sessions
            SET owner_until = @until
            WHERE owner = @owner AND owner_until > @now
            RETURNING id
            """, new { owner, now = now.ToMicros(), until = until.ToMicros() }),
    ];

    /// <summary>Takes sessions that nobody holds, up to a number; they are looked at next. The answer is their ids.</summary>
    public static Task<List<string>> Take(Session session, string owner, DateTimeOffset now, DateTimeOffset until) => session.Query<string>($"""
        WITH free AS MATERIALIZED (
            SELECT id
            FROM whatsapp_sessions
            WHERE owner_until <= @now
            ORDER BY owner_until
            LIMIT {MostTaken.ToString(System.Globalization.CultureInfo.InvariantCulture)}
            {session.Dialect.SkipLocked})
        UPDATE whatsapp_sessions
        SET owner = @owner, owner_until = @until, look_at = 0
        WHERE id IN (SELECT id FROM free)
        RETURNING id
        """, new { owner, now = now.ToMicros(), until = until.ToMicros() });

    /// <summary>Gives all sessions of a node up, for others to take at once.</summary>
    public static Task Release(Session session, string owner) => session.Execute("UPDATE whatsapp_sessions SET owner = NULL, owner_until = 0 WHERE owner = @owner", new { owner });

    /// <summary>The held sessions that are to be looked at.</summary>
    public static Task<List<SessionRow>> Due(Session session, string owner, DateTimeOffset now, int most) => session.Query<SessionRow>($"""
        SELECT {SessionRows.Columns}
        FROM whatsapp_sessions
        WHERE owner = @owner AND look_at <= @now
        ORDER BY look_at
        LIMIT @most
        """, new { owner, now = now.ToMicros(), most });

    /// <summary>Writes what a look proved; false when the session is held by another node by now, or gone. Where another look was asked for meanwhile, that one is still to come.</summary>
    public static async Task<bool> Proved(Session session, string owner, SessionRow row, DateTimeOffset lookAt) => await session.Execute("""
        UPDATE whatsapp_sessions
        SET status = @Status, status_at = @StatusAt, phone_number = @PhoneNumber, paired_at = @PairedAt, last_seen_at = @LastSeenAt, failures = @Failures, restarted_at = @RestartedAt,
            look_at = CASE WHEN look_at = @LookAt THEN @next ELSE look_at END
        WHERE id = @Id AND owner = @owner
        """, new { row.Status, row.StatusAt, row.PhoneNumber, row.PairedAt, row.LastSeenAt, row.Failures, row.RestartedAt, row.Id, row.LookAt, owner, next = lookAt.ToMicros() }) == 1;
}
