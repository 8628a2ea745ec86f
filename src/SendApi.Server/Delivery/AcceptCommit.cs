using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>What one accept commit does with its messages: some are handed over, the others queued. Disposed before <see cref="Committed"/>, it gives all places back.</summary>
public sealed class AcceptCommit(Handover handover, DateTimeOffset now) : IDisposable
{
    private readonly List<(string Queue, Handed Handed)> _handed = [];
    private readonly List<(string Queue, int Count)> _queued = [];

    /// <summary>The queue entries to write. Called in the transaction, so that places are held no longer than it takes.</summary>
    public List<QueueEntry> Entries(IReadOnlyList<Candidate> candidates)
    {
        var entries = new List<QueueEntry>(candidates.Count);
        foreach (var queue in candidates.Where(IsDue).GroupBy(c => c.Route.Queue))
        {
            // What is urgent gets the places, where there are not enough.
            var due = queue.OrderBy(c => c.Message.TrafficClass).ToList();
            var handed = handover.Take(queue.Key, due);
            var places = handed?.Messages.Count ?? 0;
            if (handed is not null)
            {
                _handed.Add((queue.Key, handed));
                entries.AddRange(handed.Messages.Select((h, i) => new QueueEntry(h.Message, due[i].Route, handed.Until, h.Lease) { Beside = due[i].Beside }));
            }

            entries.AddRange(due.Skip(places).Select(QueueEntry.Waiting));
            if (due.Count > places)
                _queued.Add((queue.Key, due.Count - places));
        }

        entries.AddRange(candidates.Where(c => !IsDue(c)).Select(QueueEntry.Waiting));
        return entries;
    }

    /// <summary>The entries are on disk: those handed over may leave, and the dispatcher is woken for the others.</summary>
    public void Committed()
    {
        Settle(isCommitted: true);
        foreach (var (queue, count) in _queued)
            handover.Queued(queue, count);
    }

    /// <summary>Without a commit nothing is begun.</summary>
    /// <remarks>In doubt the leases may be on disk all the same. Nobody sends under them; they run out by themselves and their messages become uncertain.</remarks>
    public void Dispose() => Settle(isCommitted: false);

    private void Settle(bool isCommitted)
    {
        foreach (var (queue, handed) in _handed)
            handover.Settle(queue, handed, isCommitted);
        _handed.Clear();
    }

    private bool IsDue(Candidate candidate) => (candidate.NotBefore is null && candidate.Message.SendAt is null) || candidate.DueAt <= now.ToMicros();
}

/// <summary>A message and its entry in the queue as they are written together.</summary>
/// <param name="Lease">Under which it is handed over; null while nobody holds it.</param>
public sealed record QueueEntry(MessageRow Message, RouteChoice Route, DateTimeOffset DueAt, Lease? Lease)
{
    /// <summary>What is written with them; null for nothing.</summary>
    public Action<Session>? Beside { get; init; }

    /// <summary>The entry of a message that nobody holds: it waits until it is due and claimed.</summary>
    public static QueueEntry Waiting(Candidate candidate) => new(candidate.Message, candidate.Route, Times.FromMicros(candidate.DueAt), null) { Beside = candidate.Beside };

    /// <summary>Writes messages that are taken in, with their entries and what belongs to them, at the end of the transaction.</summary>
    public static void Write(Session session, IReadOnlyCollection<QueueEntry> entries)
    {
        session.AtCommit(MessageStatements.Accept, entries);
        foreach (var entry in entries)
            entry.Beside?.Invoke(session);
    }
}
