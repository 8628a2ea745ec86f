using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Speaks for the sessions that this node holds: looks at each from time to time, proves its state, and keeps its link.</summary>
/// <remarks>One loop for all sessions. A session that this node has lost sends nothing more here: each link knows until when it is held.</remarks>
public sealed partial class SessionKeeper(Db db, Links links, SessionLooks looks, SessionKeeperTools tools) : BackgroundService
{
    private const int MostLooks = 100, LooksAtOnce = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), BetweenRenewals = TimeSpan.FromSeconds(5);

    /// <summary>Three renewals may be missed. A node that died is followed after this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, SessionLink> _held = [];
    private readonly string _owner = Ids.New("keeper_", tools.Clock.GetUtcNow());
    private DateTimeOffset _renewAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Release(cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
        {
            NotReleased(tools.Log, fault.Message); // The leases run out.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Turn, fault => Failed(tools.Log, fault), tools.Clock, stoppingToken);

    /// <summary>One round: leases, counts, looks, and who has something to send.</summary>
    public async Task Turn(CancellationToken ct)
    {
        if (!tools.Gate.IsOpen)
        {
            if (_held.Count > 0 && tools.UnderWay.Count == 0)
                await Release(ct);
            return;
        }

        await Hold(ct);
        await Count(ct);
        if (_held.Count == 0)
            return;

        await SessionRests.Keep(db, _held, tools.Clock.GetUtcNow(), ct);

        foreach (var chunk in (await db.Read(s => HeldSessions.Due(s, _owner, tools.Clock.GetUtcNow(), MostLooks), ct)).Where(r => _held.ContainsKey(r.Id)).Chunk(LooksAtOnce))
            foreach (var (before, proved) in await Task.WhenAll(chunk.Select(async row => (row, await looks.Look(_owner, row, ct)))))
                await Apply(before, proved, ct);
        await WakeThoseThatWait(ct);
    }

    private async Task Hold(CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var until = now + Lease;
        if (_held.Count > 0 && now >= _renewAt)
        {
            var still = await db.Write(s => HeldSessions.Renew(s, _owner, now, until), ct);
            foreach (var lost in _held.Keys.Where(id => !still.Contains(id)).ToList())
                await Drop(lost);
            foreach (var link in _held.Values)
                link.Hold(until);
            _renewAt = now + BetweenRenewals;
        }

        foreach (var id in await db.Write(s => HeldSessions.Take(s, _owner, now, until), ct))
            await Open(id, until, ct);
    }

    private async Task Open(string id, DateTimeOffset until, CancellationToken ct)
    {
        if (await db.Read(s => SessionRows.Find(s, id), ct) is not { } row)
            return;

        await Drop(id);
        var link = new SessionLink(row, looks.Gateways, tools.Clock, tools.Chance);
        link.Hold(until);
        _held[id] = link;
        links.Replace(id, link);
        if (_renewAt < tools.Clock.GetUtcNow())
            _renewAt = tools.Clock.GetUtcNow() + BetweenRenewals;
    }

    /// <summary>Lets a link do what was proven; null for a session that is held by another node by now, or gone. A phone that was paired meanwhile begins with the pace of its own first day.</summary>
    private async Task Apply(SessionRow before, SessionRow? proved, CancellationToken ct)
    {
        if (proved is null)
        {
            await Drop(before.Id);
            return;
        }

        if (proved.PairedAt != before.PairedAt)
            await Open(before.Id, tools.Clock.GetUtcNow() + BetweenRenewals, ct);
        if (_held.TryGetValue(before.Id, out var link))
            link.Set(proved.State == SessionStatus.Connected, isProven: proved.Failures == 0);
    }

    /// <summary>Writes how many left, so that a restart does not begin a number's day anew, and lets be looked at what a send has cast doubt on.</summary>
    private async Task Count(CancellationToken ct)
    {
        foreach (var id in _held.Where(h => h.Value.TakeDoubt()).Select(h => h.Key).ToList())
            await db.Write(async s =>
            {
                await SessionRows.LookNow(s, id);
                return true;
            }, ct);

        var counts = (from held in _held let count = held.Value.Uncounted where count is not null select (Id: held.Key, Link: held.Value, Count: count)).ToList();
        if (counts.Count == 0)
            return;

        await db.Write(async s =>
        {
            foreach (var (id, _, count) in counts)
                await SessionRows.Count(s, id, count);
            return true;
        }, ct);
        foreach (var (_, link, count) in counts)
            link.Counted(count);
    }

    /// <summary>Queues of sessions are many, so their dispatchers look seldom by themselves: one question finds all that have something due.</summary>
    private async Task WakeThoseThatWait(CancellationToken ct)
    {
        foreach (var queue in (await db.Read(Outbox.Queues, ct)).Where(_held.ContainsKey))
            tools.Arrivals.In(queue).Signal();
    }

    private async Task Release(CancellationToken ct)
    {
        await Count(ct);
        await SessionRests.Keep(db, _held, tools.Clock.GetUtcNow(), ct);
        foreach (var id in _held.Keys.ToList())
            await Drop(id);
        await db.Write(async s =>
        {
            await HeldSessions.Release(s, _owner);
            return true;
        }, ct);
    }

    private async Task Drop(string id)
    {
        if (!_held.Remove(id))
            return;
        if (links.Replace(id, null) is { } link)
            await link.DisposeAsync();
    }

    [LoggerMessage(3801, LogLevel.Warning, "The WhatsApp sessions could not be looked after; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3802, LogLevel.Warning, "The WhatsApp sessions could not be given up; their leases run out: {Reason}")]
    private static partial void NotReleased(ILogger log, string reason);
}

/// <summary>What keeping sessions needs beside the store and the links.</summary>
public sealed record SessionKeeperTools(Arrivals Arrivals, WorkGate Gate, UnderWay UnderWay, TimeProvider Clock, Func<double> Chance, ILogger<SessionKeeper> Log);
