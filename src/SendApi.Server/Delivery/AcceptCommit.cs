using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>What one accept commit does with its messages: some are handed over, the others queued. Disposed before <see cref="Committed"/>, it gives all places back.</summary>
public sealed class AcceptCommit(Handover handover, DateTimeOffset now) : IDisposable
{
    private const int Worlds = 2;

    private readonly Handed?[] _handed = new Handed?[Worlds];
    private readonly int[] _queued = new int[Worlds];

    /// <summary>The queue entries to write. Called in the transaction, so that places are held no longer than it takes.</summary>
    public List<QueueEntry> Entries(IReadOnlyList<Candidate> candidates)
    {
        var entries = new List<QueueEntry>(candidates.Count);
        for (var world = 0; world < Worlds; world++)
        {
            var due = candidates.Where(c => c.Message.IsTest == world && IsDue(c.Message)).ToList();
            var handed = _handed[world] = handover.Take(world, due.ConvertAll(c => c.Message));
            var places = handed?.Messages.Count ?? 0;
            _queued[world] = due.Count - places;
            if (handed is not null)
                entries.AddRange(handed.Messages.Select((h, i) => new QueueEntry(h.Message, due[i].Queue, handed.Until, h.Lease)));
            entries.AddRange(due.Skip(places).Select(Queued));
        }

        entries.AddRange(candidates.Where(c => !IsDue(c.Message)).Select(Queued));
        return entries;
    }

    /// <summary>The entries are on disk: those handed over may leave, and the dispatcher is woken for the others.</summary>
    public void Committed()
    {
        for (var world = 0; world < Worlds; world++)
        {
            Settle(world, isCommitted: true);
            if (_queued[world] > 0)
                handover.Queued(world, _queued[world]);
        }
    }

    /// <summary>Without a commit nothing is begun.</summary>
    /// <remarks>In doubt the leases may be on disk all the same. Nobody sends under them; they run out by themselves and their messages become uncertain.</remarks>
    public void Dispose()
    {
        for (var world = 0; world < Worlds; world++)
            Settle(world, isCommitted: false);
    }

    private void Settle(int world, bool isCommitted)
    {
        if (_handed[world] is not { } handed)
            return;

        _handed[world] = null;
        handover.Settle(world, handed, isCommitted);
    }

    private bool IsDue(MessageRow message) => message.SendAt is not { } at || at <= now.ToMicros();

    private static QueueEntry Queued(Candidate candidate) =>
        new(candidate.Message, candidate.Queue, Times.FromMicros(candidate.Message.SendAt ?? candidate.Message.CreatedAt), null);
}

/// <summary>A message and its entry in the queue as they are written together.</summary>
/// <param name="Queue">Of the provider that is to take it.</param>
/// <param name="Lease">Under which it is handed over; null while nobody holds it.</param>
public sealed record QueueEntry(MessageRow Message, string Queue, DateTimeOffset DueAt, Lease? Lease);
