using SendApi.Proof.Faults;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>Does to the nodes and their surroundings what a round says, and returns when it is over.</summary>
internal sealed class Disturbances(ProofPlan plan, Stage stage, StoreAccess access, TimeProvider clock)
{
    private static readonly TimeSpan
        Standstill = Fleet.Lease + TimeSpan.FromSeconds(3),
        StoreAway = TimeSpan.FromSeconds(1),
        CarrierAway = TimeSpan.FromSeconds(1),
        DiskFull = TimeSpan.FromSeconds(3),
        ClockWrong = TimeSpan.FromSeconds(3);

    /// <summary>As long as a request may wait for the store, and some: what began by then may still be answered that nobody knows.</summary>
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(10);

    /// <summary>How far a clock jumps. What is put off while it is ahead is due so much later.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromMinutes(10);

    public async Task Apply(Round round, CancellationToken ct)
    {
        var node = stage.Fleet.Nodes[round.Node];
        switch (round.Kind)
        {
            case FaultKind.Kill:
                await node.Kill();
                await node.Launch();
                break;
            case FaultKind.Pause when stage.Store is FileStore:
                await Pause(node, ct);
                break;
            case FaultKind.Pause:
                // The server breaks its link to a node that stands still in the middle of a transaction.
                await WithDoubt(() => Pause(node, ct));
                break;
            case FaultKind.StoreRestart when stage.Store is ServerStore { Cluster: { } cluster }:
                await WithDoubt(() => Restart(cluster, round.Number % 2 == 1 ? "fast" : "immediate", ct));
                break;
            case FaultKind.StoreCut when stage.Store is FileStore:
                await access.Lock(stage.Fleet.Data, plan.Cut, ct);
                break;
            case FaultKind.StoreCut:
                await WithDoubt(() => Cut(round, ct));
                break;
            case FaultKind.SmscCut:
                await stage.Carrier.Cut(CarrierAway, ct);
                break;
            case FaultKind.DiskFull when stage.Disk is { } disk:
                disk.Fill();
                await Task.WhenAny(Task.Delay(DiskFull, clock, ct));
                disk.Free();
                break;
            case FaultKind.ClockJump:
                node.Clock.Set(round.Number % 2 == 1 ? Jump : -Jump);
                await Task.WhenAny(Task.Delay(ClockWrong, clock, ct));
                node.Clock.Set(TimeSpan.Zero);
                break;
            default:
                throw new InvalidOperationException($"{round.Kind} is not possible here.");
        }
    }

    /// <summary>How many texts a round can leave uncertain: what one node had on its link, or, when the store was away or the clock wrong, all that the nodes may claim.</summary>
    public static long MostUncertain(Round round, int nodes) => round.Kind switch
    {
        FaultKind.Kill or FaultKind.Pause => Fleet.Window,
        FaultKind.SmscCut => Fleet.Window * nodes,
        _ => Fleet.MostUnderWay * nodes,
    };

    private async Task Pause(Node node, CancellationToken ct)
    {
        node.Pause();
        await Task.WhenAny(Task.Delay(Standstill, clock, ct));
        node.GoOn();
    }

    private async Task Restart(PostgresCluster cluster, string mode, CancellationToken ct)
    {
        await cluster.Stop(mode, ct);
        await Task.WhenAny(Task.Delay(StoreAway, clock, ct));
        await cluster.Launch(ct);
    }

    /// <summary>By turns: everybody refused, one node cut off in silence, one node refused, everybody in silence.</summary>
    private async Task Cut(Round round, CancellationToken ct)
    {
        var turn = round.Number % 4;
        using var cut = stage.Store.Cut(turn is 1 or 0 ? null : round.Node, silently: turn is 2 or 0);
        await Task.WhenAny(Task.Delay(plan.Cut, clock, ct));
    }

    private async Task WithDoubt(Func<Task> fault)
    {
        stage.Texts.DoubtUntil = TimeSpan.MaxValue;
        await fault();
        stage.Texts.DoubtUntil = stage.Texts.Elapsed + DoubtAfter;
    }
}
