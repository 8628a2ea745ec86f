using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Nodes;

/// <summary>Tells the other nodes of this one each second, and learns from the store what time it is, who else is there, and whether an operator wants this node empty.</summary>
/// <remarks>The first to start and the last to stop. Nothing depends on its row: work is held by leases, binds by locks.</remarks>
public sealed partial class Heartbeat(Db db, NodeWork work, NodeShare share, HeartbeatTools tools) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _isDown;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await SetClock(cancellationToken);
        await Beat(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nobody is to look for a node that was stopped in good order.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.Write(s => NodeRows.Remove(s, tools.Node.Id), cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
        {
            Silent(tools.Log, fault.Message);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Run(
        async ct =>
        {
            await Task.Delay(Pause, tools.Clock, ct);
            await SetClock(ct);
            await Beat(ct);
            _isDown = false;
        },
        Say, Pause, tools.Clock, stoppingToken);

    private void Say(Exception fault)
    {
        if (!_isDown)
            Silent(tools.Log, fault.Message);
        _isDown = true;
    }

    private async Task SetClock(CancellationToken ct)
    {
        if (tools.Clock is not StoreClock clock)
            return;

        await db.Read(async s =>
        {
            var asked = clock.GetTimestamp();
            if (await s.StoreTime() is { } time)
                clock.Set(time, asked);
            return true;
        }, ct);
    }

    private async Task Beat(CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var nodes = await db.Write(async s =>
        {
            await NodeRows.Forget(s, now);
            await NodeRows.Tell(s, tools.Node.Row(work, now));
            return await NodeRows.List(s);
        }, ct);

        var since = Times.FromMicros(nodes.Find(n => n.Id == tools.Node.Id)?.DrainSince);
        work.Set(since is not null, now - since >= tools.Options.Value.DrainGrace);

        work.Carriers.ShareOut(nodes.Where(n => n.IsAlive(now)).Select(n => n.Carriers));

        // In one order everywhere, so that the shares of all nodes fit together.
        var takers = nodes.FindAll(n => n.TakesRequests && n.IsAlive(now) && n.State != NodeStates.Drained);
        var rank = takers.FindIndex(n => n.Id == tools.Node.Id);
        if (rank >= 0)
            share.Set(rank, takers.Count);
    }

    [LoggerMessage(3401, LogLevel.Warning, "This node cannot tell of itself: {Reason}")]
    private static partial void Silent(ILogger log, string reason);
}

/// <summary>What a heartbeat needs beside the store and the work.</summary>
public sealed record HeartbeatTools(ThisNode Node, TimeProvider Clock, IOptions<NodeOptions> Options, ILogger<Heartbeat> Log);

/// <summary>This process as a node; each start is a new one.</summary>
public sealed record ThisNode(string Id, string Name, string Roles, DateTimeOffset StartedAt)
{
    public static ThisNode Begin(string name, IEnumerable<string> roles, DateTimeOffset now) => new(Ids.New(Ids.Node, now), name, string.Join(',', roles), now);

    internal NodeRow Row(NodeWork work, DateTimeOffset now) => new()
    {
        Id = Id,
        Name = Name,
        Version = ProgramVersion.Text,
        Roles = Roles,
        State = work.State,
        UnderWay = work.UnderWay,
        Links = work.Carriers.Words,
        Carriers = work.Carriers.Reports,
        StartedAt = StartedAt.ToMicros(),
        SeenAt = now.ToMicros(),
    };
}
