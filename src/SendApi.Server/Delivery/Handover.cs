using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Gives fresh messages straight from the intake to the dispatcher when none waits before them: leased in the commit that accepts them, never claimed, never read back.</summary>
/// <remarks>It opens with the dispatcher's first claim that empties the queue; on a node without a dispatcher that never comes.</remarks>
public sealed class Handover(Links links, Arrivals arrivals, UnderWay underWay, TimeProvider clock, IOptions<DeliveryOptions> options)
{
    private readonly Lock _lock = new();
    private readonly HandoverGate[] _gates = [new(), new()];
    private readonly Channel<Handed>[] _handed = [NewWay(), NewWay()];
    private int _unsettled;
    private bool _isClosed;

    /// <summary>What was handed over, in the order of its commits, until <see cref="Close"/> and the last commit that had places before.</summary>
    public IAsyncEnumerable<Handed> In(long world, CancellationToken ct) => _handed[world].Reader.ReadAllAsync(ct);

    /// <summary>Takes places for messages that are due and about to be committed; null when they are to be queued. What it took is settled, whatever becomes of the commit.</summary>
    public Handed? Take(long world, IReadOnlyList<MessageRow> due)
    {
        if (due.Count == 0 || links.For(world) is not { } link)
            return null;

        var (places, turn) = (0, Task.CompletedTask);
        lock (_lock)
        {
            if (_isClosed)
                return null;

            (places, turn) = _gates[world].Take(due.Count, Room(world, link));
            if (places == 0)
                return null;

            _unsettled++;
        }

        var now = clock.GetUtcNow();
        var token = Ids.New("lease_", now);
        return new Handed(link, now + options.Value.LeaseFor(link), turn,
            [.. due.Take(places).Select(m => new Claimed(new Lease(m.Id, m.AccountId, world, Attempt: 1, token) { MayBeCharged = m.Price > 0 }, m))]);
    }

    /// <summary>The commit of these messages has ended. Only when it succeeded do they go to the dispatcher; else their places are free again.</summary>
    public void Settle(long world, Handed handed, bool isCommitted)
    {
        if (isCommitted)
            _handed[world].Writer.TryWrite(handed);
        else
            GiveBack(world, handed);

        lock (_lock)
        {
            _unsettled--;
            CompleteWhenClosed();
        }
    }

    /// <summary>Messages that are due were queued, and their commit has ended.</summary>
    public void Queued(long world, int count)
    {
        lock (_lock)
            _gates[world].Queued(count);
        arrivals.Queued(world, links.For(world) is { Room: > 0 });
    }

    /// <summary>They were begun: from here the link counts them itself.</summary>
    public void GiveBack(long world, Handed handed)
    {
        lock (_lock)
            _gates[world].GiveBack(handed.Messages.Count);
    }

    /// <summary>How many the dispatcher may claim now, or 0; others than 0 are given to <see cref="EndClaim"/>.</summary>
    public int BeginClaim(long world, ISmsSender link)
    {
        lock (_lock)
            return _gates[world].BeginClaim(Room(world, link));
    }

    /// <summary>What a claim brought was begun; <paramref name="found"/> is null when it failed.</summary>
    public void EndClaim(long world, int asked, int? found)
    {
        lock (_lock)
            _gates[world].EndClaim(asked, found);
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

    private int Room(long world, ISmsSender link) =>
        Math.Min(link.Room, options.Value.MostUnderWay - underWay.Count - _gates[1 - world].Promised);

    private void CompleteWhenClosed()
    {
        if (!_isClosed || _unsettled > 0)
            return;

        foreach (var handed in _handed)
            handed.Writer.TryComplete();
    }

    private static Channel<Handed> NewWay() => Channel.CreateUnbounded<Handed>(new UnboundedChannelOptions { SingleReader = true });
}

/// <summary>Messages of one commit on their way from the intake to a link, under a lease that is written in that commit.</summary>
/// <param name="Turn">Ends when those that were queued before them have been begun.</param>
public sealed record Handed(ISmsSender Link, DateTimeOffset Until, Task Turn, IReadOnlyList<Claimed> Messages);
