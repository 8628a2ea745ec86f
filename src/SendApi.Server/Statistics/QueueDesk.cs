using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>Says what of an account waits and why, for everybody who asks within a few seconds once.</summary>
public sealed class QueueDesk(Db db, Routing routing, TimeProvider clock, StatisticsBounds bounds)
{
    private const string Turn = "turn", Sending = "sending", Scheduled = "scheduled", Pace = "pace", Retry = "retry", ProviderDown = "provider_down", NoProvider = "no_provider",
        SessionNotConnected = "session_not_connected", SessionPaused = "session_paused";

    private readonly KeptAnswers<(string, long), QueueView> _kept = new(clock);

    internal Task<QueueView> Read(string account, long world) => _kept.Get((account, world), async () =>
    {
        var now = clock.GetUtcNow();
        var table = await routing.Table();
        return await db.Read(async session =>
        {
            var (rows, atLeast) = await QueueRows.Count(session, (account, world), bounds, now);
            var sessions = (await QueueRows.Sessions(session, [.. rows.Select(r => r.Queue).Where(Queues.IsSession).Distinct()])).ToDictionary(s => s.Id);
            return View(rows, atLeast, row => Why(row, sessions, table, now));
        }, CancellationToken.None);
    });

    private static QueueView View(List<QueuedRow> rows, bool atLeast, Func<QueuedRow, (string Reason, long? Until)> why)
    {
        var scheduled = rows.Where(IsScheduled).Sum(r => r.Messages);
        var waiting = rows.FindAll(r => !IsScheduled(r));
        return new()
        {
            Waiting = waiting.Sum(r => r.Messages),
            Scheduled = scheduled,
            AtLeast = atLeast,
            OldestAt = waiting.Count == 0 ? null : Times.FromMicros(waiting.Min(r => r.OldestAt)).UtcDateTime,
            Reasons = [.. from row in rows
                          let said = why(row)
                          group (row.Messages, said.Until) by said.Reason into alike
                          let view = new ReasonView(alike.Key, alike.Sum(a => a.Messages), Times.FromMicros(alike.Min(a => a.Until))?.UtcDateTime)
                          orderby view.Count descending, view.Reason
                          select view],
        };
    }

    private static bool IsScheduled(QueuedRow row) => (EntryState)row.State == EntryState.Scheduled;

    /// <summary>What holds the link up comes before what holds up the entry: without it nothing leaves.</summary>
    private static (string Reason, long? Until) Why(QueuedRow row, Dictionary<string, QueueSession> sessions, RouteTable table, DateTimeOffset now) => (EntryState)row.State switch
    {
        EntryState.Scheduled => (Scheduled, row.DueAt),
        EntryState.Leased => (Sending, null),
        var state => OfLink(row.Queue, sessions, table, now) ?? state switch
        {
            EntryState.Retry => (Retry, row.DueAt),
            EntryState.Later => (Pace, row.DueAt),
            _ => (Turn, null),
        },
    };

    private static (string Reason, long? Until)? OfLink(string queue, Dictionary<string, QueueSession> sessions, RouteTable table, DateTimeOffset now)
    {
        if (!Queues.IsOfOneLink(queue))
            return table.Find(queue) is not { } carrier ? (NoProvider, null) : carrier.State == CarrierState.Down ? (ProviderDown, null) : null;
        if (!Queues.IsSession(queue))
            return null;
        if (sessions.GetValueOrDefault(queue) is not { } session || !session.IsConnected(now))
            return (SessionNotConnected, null);
        if (session.RestsUntil > now.ToMicros())
            return (SessionPaused, session.RestsUntil);
        return session.PacedUntil > now.ToMicros() ? (Pace, session.PacedUntil) : null;
    }
}
