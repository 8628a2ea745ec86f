namespace SendApi.Proof.Faults;

/// <summary>What is done to running work.</summary>
public enum FaultKind { Kill, Pause, StoreRestart, StoreCut, SmscCut, DiskFull, ClockJump }

/// <summary>The faults by their names on the command line.</summary>
public static class FaultKinds
{
    public static readonly IReadOnlyList<FaultKind> All = Enum.GetValues<FaultKind>();

    public static string Name(this FaultKind kind) => kind switch
    {
        FaultKind.Kill => "kill",
        FaultKind.Pause => "pause",
        FaultKind.StoreRestart => "store-restart",
        FaultKind.StoreCut => "store-cut",
        FaultKind.SmscCut => "smsc-cut",
        FaultKind.DiskFull => "disk-full",
        FaultKind.ClockJump => "clock-jump",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What it is, in the words of the report.</summary>
    public static string Sentence(this FaultKind kind) => kind switch
    {
        FaultKind.Kill => "kill -9 of a node in the middle of work; every fifth dies on its way up",
        FaultKind.Pause => "a node stands still for longer than its leases, then goes on",
        FaultKind.StoreRestart => "PostgreSQL ends in order or as in a crash, by turns, and starts again",
        FaultKind.StoreCut => "the way to the store is cut; on SQLite somebody else holds the lock",
        FaultKind.SmscCut => "the carrier breaks every connection and lets nobody in for a moment",
        FaultKind.DiskFull => "the disk has not one byte left",
        FaultKind.ClockJump => "the clock of a node jumps ten minutes ahead or back, by turns, and is put right",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The faults of a list with commas.</summary>
    public static IReadOnlyList<FaultKind> Parse(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (names.Count == 0)
            throw new ProofRefusal("--faults names no fault.");
        return [.. names.Select(name => All.Where(k => k.Name() == name).Select(k => (FaultKind?)k).FirstOrDefault()
            ?? throw new ProofRefusal($"There is no fault '{name}'. There are {string.Join(", ", All.Select(k => k.Name()))}."))];
    }

    /// <summary>What is done where nobody chose: all that needs nothing beside the store.</summary>
    public static IReadOnlyList<FaultKind> Usual(ProofStoreKind store) => store == ProofStoreKind.Cluster
        ? [FaultKind.Kill, FaultKind.Pause, FaultKind.StoreRestart, FaultKind.StoreCut, FaultKind.SmscCut]
        : [FaultKind.Kill, FaultKind.Pause, FaultKind.StoreCut, FaultKind.SmscCut];
}
