using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>One event on a listener's stream: its place in the queue and the body as a webhook would get it.</summary>
public sealed record StreamedEvent(long Place, string Id, string Type, byte[] Body);

/// <summary>The listeners in the store: each has a queue like an endpoint's, which its stream reads until it ends or breaks.</summary>
public static class Listeners
{
    /// <summary>Who has not renewed his listener for so long is gone.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);

    public const int MostOfAnAccount = 10;

    private const int MostInOneGo = 1_000;

    /// <summary>Opens a listener; null when the account has as many as it may. <paramref name="patterns"/> are as <see cref="Core.Webhooks.EventPatterns.Join"/> gives them.</summary>
    public static async Task<string?> Open(Session session, (string AccountId, long World, string KeyId) who, string patterns, DateTimeOffset now)
    {
        var open = await session.Number("SELECT COUNT(*) FROM event_listeners WHERE account_id = @AccountId AND expires_at > @now", new { who.AccountId, now = now.ToMicros() });
        if (open >= MostOfAnAccount)
            return null;

        var id = Ids.New(Ids.Listener, now);
        await session.Execute("""
            INSERT INTO event_listeners (id, account_id, is_test, key_id, events, created_at, expires_at)
            VALUES (@id, @AccountId, @World, @KeyId, @patterns, @now, @expires)
            """, new { id, who.AccountId, who.World, who.KeyId, patterns, now = now.ToMicros(), expires = (now + Lifetime).ToMicros() });
        return id;
    }

    /// <summary>Lets a listener live on; false when its key works no more.</summary>
    public static async Task<bool> Renew(Session session, string id, DateTimeOffset now) => await session.Execute("""
        UPDATE event_listeners
        SET expires_at = @expires
        WHERE id = @id AND EXISTS (
            SELECT 1 FROM api_keys k WHERE k.id = event_listeners.key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > @now))
        """, new { id, now = now.ToMicros(), expires = (now + Lifetime).ToMicros() }) == 1;

    /// <summary>The next events of a listener, in order.</summary>
    public static async Task<List<StreamedEvent>> Next(Session session, string id, int most)
    {
        var rows = await session.Query<Row>("""
            SELECT q.place, e.id, e.type, e.at, e.data
            FROM webhook_queue q
            JOIN events e ON e.account_id = q.account_id AND e.is_test = q.is_test AND e.id = q.event_id
            WHERE q.webhook_id = @id
            ORDER BY q.place
            LIMIT @most
            """, new { id, most });
        return rows.ConvertAll(r => new StreamedEvent(r.Place, r.Id, r.Type, EventBody.Of(r.Id, r.Type, Times.FromMicros(r.At), r.Data)));
    }

    /// <summary>Takes what the stream was given out of the queue.</summary>
    public static Task<int> Done(Session session, string id, long upTo) =>
        session.Execute("DELETE FROM webhook_queue WHERE webhook_id = @id AND place <= @upTo", new { id, upTo });

    /// <summary>Lets a listener run out now: nothing more is queued for it.</summary>
    public static Task<int> RunOut(Session session, string id) => session.Execute("UPDATE event_listeners SET expires_at = 0 WHERE id = @id", new { id });

    /// <summary>Ends a listener and forgets what waits for it; true when there was no more than fits into one go.</summary>
    internal static async Task<bool> End(Session session, string id, DateTimeOffset now)
    {
        var isLast = await DeliveryQueue.Cancel(session, id, "", MostInOneGo, ("", now)) < MostInOneGo;
        if (isLast)
            await session.Execute("DELETE FROM event_listeners WHERE id = @id", new { id });
        return isLast;
    }

    internal static Task<List<string>> Expired(Session session, DateTimeOffset now) =>
        session.Query<string>("SELECT id FROM event_listeners WHERE expires_at <= @now LIMIT 100", new { now = now.ToMicros() });

    private sealed class Row
    {
        public long Place { get; init; }
        public string Id { get; init; } = "";
        public string Type { get; init; } = "";
        public long At { get; init; }
        public string Data { get; init; } = "";
    }
}
