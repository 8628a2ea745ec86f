using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Gives fresh messages straight from the intake to the dispatcher when none waits before them: leased in the commit that accepts them, never claimed, never read back.</summary>
/// <remarks>A queue opens with the dispatcher's first claim that empties it; on a node without a dispatcher that never comes.</remarks>
public sealed class Handover(Links links, Arrivals arrivals, UnderWay underWay, TimeProvider clock, IOptions<DeliveryOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Way> _ways = [];
    private int _unsettled;
    private bool _isClosed;

    /// <summary>What was handed over from a queue, in the order of its commits, until <see cref="Close"/> and the last commit that had places before.</summary>
    public IAsyncEnumerable<Handed> In(string queue, CancellationToken ct)
    {
        lock (_lock)
            return WayOf(queue).Handed.Reader.ReadAllAsync(ct);
    }

    /// <summary>Takes places for messages that are due and about to be committed, the first ones first; null when they are to be queued. What it took is settled, whatever becomes of the commit.</summary>
    public Handed? Take(string queue, IReadOnlyList<Candidate> due)
    {
        if (due.Count == 0 || links.For(queue) is not { } link)
            return null;

        var (places, turn) = (0, Task.CompletedTask);
        lock (_lock)
        {
            if (_isClosed)
                return null;

            (places, turn) = WayOf(queue).Gate.Take(due.Count, Room(queue, link));
            if (places == 0)
                return null;

            _unsettled++;
        }

        var now = clock.GetUtcNow();
        var (token, until) = (Ids.New("lease_", now), now + options.Value.LeaseFor(link));
        return new Handed(link, until, turn, [.. due.Take(places).Select(c => new Claimed(LeaseOf(c.Message, token), c.Message, until) { Route = c.Route.Why })]);
    }

    /// <summary>The commit of these messages has ended. Only when it succeeded do they go to the dispatcher; else their places are free again.</summary>
    public void Settle(string queue, Handed handed, bool isCommitted)
    {
        lock (_lock)
        {
            var way = WayOf(queue);
            if (isCommitted)
                way.Handed.Writer.TryWrite(handed);
            else
                way.Gate.GiveBack(handed.Messages.Count);
            _unsettled--;
            CompleteWhenClosed();
        }
    }

    /// <summary>Messages that are due were queued, and their commit has ended.</summary>
    public void Queued(string queue, int count)
    {
        lock (_lock)
            WayOf(queue).Gate.Queued(count);
        arrivals.Queued(queue, links.For(queue) is { } link && links.Room(link) > 0);
    }

    /// <summary>They were begun: from here the link counts them itself.</summary>
    public void GiveBack(string queue, Handed handed)
    {
        lock (_lock)
            WayOf(queue).Gate.GiveBack(handed.Messages.Count);
    }

    /// <summary>How many the dispatcher may claim now, or 0; others than 0 are given to <see cref="EndClaim"/>.</summary>
    public int BeginClaim(string queue, ILink link)
    {
        lock (_lock)
            return WayOf(queue).Gate.BeginClaim(Room(queue, link));
    }

    /// <summary>What a claim brought was begun; <paramref name="found"/> is null when it failed.</summary>
    public void EndClaim(string queue, int asked, int? found)
    {
        lock (_lock)
            WayOf(queue).Gate.EndClaim(asked, found);
    }

    /// <summary>Takes nothing more. What has places already is still begun once its commit has ended.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            CompleteWhenClosed();
        }
    }

    // Called under the lock.
    private Way WayOf(string queue)
    {
        if (_ways.TryGetValue(queue, out var way))
            return way;

        way = _ways[queue] = new Way();
        if (_isClosed && _unsettled == 0)
            way.Handed.Writer.TryComplete();
        return way;
    }

    private int Room(string queue, ILink link) =>
        Math.Min(links.Room(link), options.Value.MostUnderWay - underWay.Count - _ways.Where(w => w.Key != queue).Sum(w => w.Value.Gate.Promised));

    private void CompleteWhenClosed()
    {
        if (!_isClosed || _unsettled > 0)
            return;

        foreach (var way in _ways.Values)
            way.Handed.Writer.TryComplete();
    }

    private static Lease LeaseOf(MessageRow message, string token) =>
        new(message.Id, message.AccountId, message.IsTest, Attempt: 1, token) { MayBeCharged = message.Price > 0 };

    private sealed class Way
    {
        public HandoverGate Gate { get; } = new();

        public Channel<Handed> Handed { get; } = Channel.CreateUnbounded<Handed>(new UnboundedChannelOptions { SingleReader = true });
    }
}

/// <summary>Messages of one commit on their way from the intake to a link, under a lease that is written in that commit.</summary>
/// <param name="Turn">Ends when those that were queued before them have been begun.</param>
public sealed record Handed(ILink Link, DateTimeOffset Until, Task Turn, IReadOnlyList<Claimed> Messages);
