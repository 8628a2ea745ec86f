using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>What one accept commit does with its messages: some are handed over, the others queued. Disposed before <see cref="Committed"/>, it gives all places back.</summary>
public sealed class AcceptCommit(Handover handover, DateTimeOffset now) : IDisposable
{
    private const int Worlds = 2;

    private readonly Handed?[] _handed = new Handed?[Worlds];
    private readonly int[] _queued = new int[Worlds];

    /// <summary>The queue entries to write. Called in the transaction, so that places are held no longer than it takes.</summary>
    public List<QueueEntry> Entries(IReadOnlyList<MessageRow> messages)
    {
        var entries = new List<QueueEntry>(messages.Count);
        for (var world = 0; world < Worlds; world++)
        {
            var due = messages.Where(m => m.IsTest == world && IsDue(m)).ToList();
            var handed = _handed[world] = handover.Take(world, due);
            var places = handed?.Messages.Count ?? 0;
            _queued[world] = due.Count - places;
            if (handed is not null)
                entries.AddRange(handed.Messages.Select(c => new QueueEntry(c.Message, handed.Until, c.Lease)));
            entries.AddRange(due.Skip(places).Select(Queued));
        }

        entries.AddRange(messages.Where(m => !IsDue(m)).Select(Queued));
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

    private static QueueEntry Queued(MessageRow message) => new(message, Times.FromMicros(message.SendAt ?? message.CreatedAt), null);
}

/// <summary>A message and its entry in the queue as they are written together.</summary>
/// <param name="Lease">Under which it is handed over; null while nobody holds it.</param>
public sealed record QueueEntry(MessageRow Message, DateTimeOffset DueAt, Lease? Lease);
