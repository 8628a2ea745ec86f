using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Queues what happened for everybody who wants to know, in the transaction of what happened: both are on disk, or neither.</summary>
public sealed class Publisher(EventArrivals arrivals, TimeProvider clock)
{
    /// <summary>Who wants to know of what happens in these accounts.</summary>
    public Task<Interest> InterestIn(Session session, IEnumerable<string> accounts) => Interest.Of(session, accounts, clock.GetUtcNow());

    /// <summary>Queues with the commit. Order within a subject is the order given here, and among transactions that of their commits, as long as each holds the subject's row.</summary>
    public async Task Publish(Session session, Interest interest, IReadOnlyCollection<Happening> happenings)
    {
        var batch = new Batch(clock.GetUtcNow(), await FullLanes(session, happenings));
        foreach (var happening in happenings)
            batch.Add(happening, interest);
        session.AtCommit(EventStatements.AddEvent, batch.Events);
        session.AtCommit(EventStatements.Queue, batch.Deliveries);
        session.AtCommit(EventStatements.Drop, batch.Dropped);
        session.AtCommit(EventStatements.QueueForListener, batch.Streamed);
        arrivals.SignalAfter(session, [.. batch.Deliveries.Select(d => d.WebhookId).Concat(batch.Streamed.Select(s => s.ListenerId)).Distinct()]);
    }

    /// <summary>The same for what happens seldom and alone.</summary>
    public async Task Publish(Session session, IReadOnlyCollection<Happening> happenings)
    {
        if (happenings.Count > 0)
            await Publish(session, await InterestIn(session, happenings.Select(h => h.AccountId)), happenings);
    }

    private static async Task<HashSet<string>> FullLanes(Session session, IReadOnlyCollection<Happening> happenings)
    {
        var lanes = happenings.Where(h => h.CallbackUrl is not null).Select(h => LaneNames.OfCallbacks(h.AccountId, h.World, h.CallbackUrl!)).Distinct().ToArray();
        return lanes.Length == 0
            ? []
            : [.. await session.Query<string>($"SELECT webhook_id FROM webhook_health WHERE {session.Dialect.In("webhook_id", "lanes")} AND full_since IS NOT NULL", new { lanes })];
    }

    /// <summary>The rows that one publication writes.</summary>
    private sealed class Batch(DateTimeOffset now, HashSet<string> full)
    {
        public List<StoredEvent> Events { get; } = [];

        public List<NewDelivery> Deliveries { get; } = [];

        public List<NewDelivery> Dropped { get; } = [];

        public List<StreamEntry> Streamed { get; } = [];

        public void Add(Happening happening, Interest interest)
        {
            var wanted = interest.In(happening.AccountId, happening.World, happening.Type).ToList();
            if (wanted.Count == 0 && happening.CallbackUrl is null)
                return;

            var stored = new StoredEvent(happening.AccountId, happening.World, Ids.New(Ids.Event, happening.At), happening.Type, happening.Subject, happening.At, happening.Data);
            Events.Add(stored);
            foreach (var subscriber in wanted.Where(s => s.IsListener))
                Streamed.Add(new(stored, subscriber.Id, Ids.New(Ids.Delivery, now)));
            foreach (var subscriber in wanted.Where(s => !s.IsListener && s.IsOn == 1))
                Queue(stored, subscriber.Id, null, subscriber.IsFull == 1);
            if (happening.CallbackUrl is { } url)
            {
                var lane = LaneNames.OfCallbacks(happening.AccountId, happening.World, url);
                Queue(stored, lane, url, full.Contains(lane));
            }
        }

        private void Queue(StoredEvent stored, string webhook, string? url, bool isFull) =>
            (isFull ? Dropped : Deliveries).Add(new(stored, webhook, Ids.New(Ids.Delivery, now), url, now));
    }
}
