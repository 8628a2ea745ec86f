using SendApi.Core;
using SendApi.Core.Webhooks;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Queues events anew, under the ids they had: a single delivery, or what happened within a span of time.</summary>
public sealed class Replays(EventArrivals arrivals, TimeProvider clock)
{
    /// <summary>Queues the event of a delivery for the same endpoint; null when the event is kept no longer.</summary>
    public async Task<DeliveryRow?> Of(Session session, DeliveryRow delivery)
    {
        var found = await Find(session, (delivery.AccountId, delivery.IsTest), "id = @from", (delivery.EventId, ""), 1);
        return found.Count == 0 ? null : Queue(session, delivery.WebhookId, delivery.Url, found, 0)[0];
    }

    /// <summary>Queues the events of a span that the webhook's patterns fit, oldest first, <paramref name="most"/> at most; the next event that was left, or null.</summary>
    public async Task<(int Queued, DateTimeOffset? GoOnAt)> Of(Session session, (string Id, string AccountId, long World, string Patterns) webhook, (DateTimeOffset From, DateTimeOffset To) span, int most)
    {
        // An id starts with the time it was made, so a span of time is a span of ids. A sample, which is its own subject, never happened.
        var found = await Find(session, (webhook.AccountId, webhook.World), "id >= @from AND id < @to AND subject <> id", (Ids.First(Ids.Event, span.From), Ids.First(Ids.Event, span.To)), most + 1);
        var wanted = found.Take(most).Where(e => EventPatterns.Match(webhook.Patterns, e.Type)).ToList();
        Queue(session, webhook.Id, null, wanted, 0);
        return (wanted.Count, found.Count > most ? found[^1].At : null);
    }

    /// <summary>Makes an event up and queues it for one webhook, as its one and last attempt.</summary>
    public DeliveryRow Sample(Session session, (string Id, string AccountId, long World) webhook, EventType type, int attemptsMade)
    {
        var now = clock.GetUtcNow();
        var id = Ids.New(Ids.Event, now);
        var sample = new StoredEvent(webhook.AccountId, webhook.World, id, type.Name, id, now, type.Example.Trim());
        session.AtCommit(EventStatements.AddEvent, [sample]);
        return Queue(session, webhook.Id, null, [sample], attemptsMade)[0];
    }

    private List<DeliveryRow> Queue(Session session, string webhook, string? url, List<StoredEvent> events, int attemptsMade)
    {
        var now = clock.GetUtcNow();
        var deliveries = events.ConvertAll(e => new NewDelivery(e, webhook, Ids.New(Ids.Delivery, now), url, now) { AttemptsMade = attemptsMade });
        session.AtCommit(EventStatements.Queue, deliveries);
        arrivals.SignalAfter(session, deliveries.Count == 0 ? [] : [webhook]);
        return deliveries.ConvertAll(d => d.Row);
    }

    private static async Task<List<StoredEvent>> Find(Session session, (string Account, long World) of, string which, (string From, string To) ids, int most)
    {
        var rows = await session.Query<Row>($"""
            SELECT id, type, subject, at, data
            FROM events
            WHERE account_id = @Account AND is_test = @World AND {which}
            ORDER BY id
            LIMIT @most
            """, new { of.Account, of.World, from = ids.From, to = ids.To, most });
        return rows.ConvertAll(r => new StoredEvent(of.Account, of.World, r.Id, r.Type, r.Subject, Times.FromMicros(r.At), r.Data));
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Type { get; init; } = "";
        public string Subject { get; init; } = "";
        public long At { get; init; }
        public string Data { get; init; } = "";
    }
}
