using SendApi.Core.Webhooks;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Who wants to know of what happens in some accounts, as it stands in this transaction.</summary>
public sealed class Interest
{
    private readonly ILookup<(string Account, long World), Subscriber> _subscribers;

    private Interest(IEnumerable<Subscriber> subscribers) => _subscribers = subscribers.ToLookup(s => (s.AccountId, s.IsTest));

    public static async Task<Interest> Of(Session session, IEnumerable<string> accounts, DateTimeOffset now)
    {
        var ids = accounts.Distinct().ToArray();
        return new(ids.Length == 0 ? [] : await session.Query<Subscriber>($"""
            SELECT w.id, w.account_id, w.is_test, w.events, CASE WHEN w.is_active = 1 AND h.switched_off_at IS NULL THEN 1 ELSE 0 END AS is_on,
                CASE WHEN h.full_since IS NULL THEN 0 ELSE 1 END AS is_full
            FROM webhooks w
            LEFT JOIN webhook_health h ON h.webhook_id = w.id
            WHERE {session.Dialect.In("w.account_id", "ids")}
            UNION ALL
            SELECT id, account_id, is_test, events, 1, 0
            FROM event_listeners
            WHERE {session.Dialect.In("account_id", "ids")} AND expires_at > @now
            """, new { ids, now = now.ToMicros() }));
    }

    /// <summary>Whether an event would be kept. Also for a webhook that is switched off: it may replay later what it missed.</summary>
    public bool IsIn(string account, long world, string type) => In(account, world, type).Any();

    internal IEnumerable<Subscriber> In(string account, long world, string type) =>
        _subscribers[(account, world)].Where(s => EventPatterns.Match(s.Events, type));

    /// <summary>A webhook or a listener.</summary>
    internal sealed class Subscriber
    {
        public string Id { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string Events { get; init; } = "";
        public long IsOn { get; init; }
        public long IsFull { get; init; }

        public bool IsListener => LaneNames.IsListener(Id);
    }
}
