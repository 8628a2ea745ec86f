using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>The pauses that linked numbers make by themselves: judged by what became of their messages, and written down, so that a restart ends none.</summary>
internal static class SessionRests
{
    /// <summary>How many messages are looked through for those that can be judged.</summary>
    private const int LookedThrough = 200;

    /// <summary>Judges the sessions that have sent something, and writes down the pauses that have begun.</summary>
    public static async Task Keep(Db db, IReadOnlyDictionary<string, SessionLink> held, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (id, link) in held.Where(h => h.Value.IsToBeJudged(now)).ToList())
            link.Judge(await db.Read(s => Heard(s, id, link.Rest.Until, now - SessionCaution.Patience), ct));

        var begun = (from one in held let rest = one.Value.Unwritten where rest is not null select (Id: one.Key, Link: one.Value, Begun: rest.Value)).ToList();
        if (begun.Count == 0)
            return;

        await db.Write(async s =>
        {
            foreach (var (id, _, rest) in begun)
                await s.Execute("UPDATE whatsapp_sessions SET rests_until = @until, rests_why = @Why, rests = @Count WHERE id = @id", new { id, until = rest.Until?.ToMicros(), rest.Why, rest.Count });
            return true;
        }, ct);
        foreach (var (_, link, rest) in begun)
            link.Written(rest);
    }

    /// <summary>Whether each message that left since the last pause, and is old enough to be judged, reached its phone, the newest first.</summary>
    private static async Task<List<bool>> Heard(Session session, string id, DateTimeOffset? since, DateTimeOffset before)
    {
        if (await SessionRows.Find(session, id) is not { } row)
            return [];

        var last = await session.Query<SentRow>("""
            SELECT status, updated_at
            FROM messages
            WHERE account_id = @AccountId AND is_test = @IsTest AND sender = @Id AND id >= 'msg_' AND id < 'msg_~'
            ORDER BY id DESC
            LIMIT @most
            """, new { row.AccountId, row.IsTest, row.Id, most = LookedThrough });
        var (from, until) = (since?.ToMicros() ?? 0, before.ToMicros());
        return [.. last.Where(m => m.UpdatedAt > from && m.IsJudged(until)).Select(m => m.IsHeard)];
    }

    private sealed class SentRow
    {
        public long Status { get; init; }
        public long UpdatedAt { get; init; }

        public bool IsHeard => (MessageStatus)Status is MessageStatus.Delivered or MessageStatus.Read;

        public bool IsJudged(long until) => IsHeard || (MessageStatus)Status == MessageStatus.Undelivered || ((MessageStatus)Status == MessageStatus.Sent && UpdatedAt <= until);
    }
}
