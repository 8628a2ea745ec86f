using SendApi.Proof.Faults;
using SendApi.Proof.Processes;

namespace SendApi.Proof;

/// <summary>Something that was asked for and cannot be done here, told in one sentence.</summary>
public sealed class ProofRefusal(string message) : Exception(message);

/// <summary>Where the nodes keep their data: a file, a PostgreSQL of the proof's own, or a database of its own on a given server.</summary>
public enum ProofStoreKind { Sqlite, Cluster, Given }

/// <summary>What is to be proved, and on what.</summary>
public sealed record ProofPlan
{
    /// <summary>The program under proof, without its verb.</summary>
    public required ChildCommand Program { get; init; }

    /// <summary>Another version's program for every second node; null runs ours everywhere.</summary>
    public string? Beside { get; init; }

    public required ProofStoreKind Store { get; init; }

    /// <summary>How the given server is reached, in the driver's own spelling; null for the other two.</summary>
    public string? Connection { get; init; }

    public required int Nodes { get; init; }

    public required int Kills { get; init; }

    public required IReadOnlyList<FaultKind> Faults { get; init; }

    public required int Seed { get; init; }

    public required int Clients { get; init; }

    /// <summary>How long the way to the store stays cut.</summary>
    public required TimeSpan Cut { get; init; }

    /// <summary>Where the report goes.</summary>
    public required string ReportFolder { get; init; }

    /// <summary>Whether the data stays when it is over.</summary>
    public required bool Keep { get; init; }

    public IReadOnlyList<Round> Rounds => Schedule.Of(Seed, Kills, Nodes, Faults);

    /// <summary>Refuses what cannot be done here, before anything is started.</summary>
    public void Check()
    {
        if (OperatingSystem.IsWindows())
            throw new ProofRefusal("prove needs signals: run it on Linux or macOS.");
        if (Kills < 0 || Nodes is < 1 or > 20 || Clients < 1 || Clients > 1_000)
            throw new ProofRefusal("--kills takes 0 or more, --nodes 1 to 20, --clients 1 to 1000.");
        if (Store == ProofStoreKind.Sqlite && Nodes > 1)
            throw new ProofRefusal("SQLite is for one node: leave --nodes out, or prove several with --store postgres.");
        if (Store == ProofStoreKind.Cluster && PostgresCluster.FindBinaries() is null)
            throw new ProofRefusal("--store postgres starts a PostgreSQL of its own, and none is installed: install the package postgresql, or give the address of a server.");
        if (Clients < Nodes)
            throw new ProofRefusal("Each node needs a client of its own: give --clients at least as many as --nodes.");
        if (Cut < TimeSpan.FromSeconds(1) || Cut > TimeSpan.FromSeconds(30))
            throw new ProofRefusal("--cut-seconds takes 1 to 30.");
        if (Beside is not null && (Nodes < 2 || !File.Exists(Beside)))
            throw new ProofRefusal(Nodes < 2 ? "--beside is for every second node: give --store postgres with at least two nodes." : $"There is no program {Beside}.");
        foreach (var kind in Faults)
            if (Missing(kind) is { } missing)
                throw new ProofRefusal(missing);
    }

    private string? Missing(FaultKind kind) => kind switch
    {
        FaultKind.StoreRestart when Store == ProofStoreKind.Sqlite => "store-restart is for PostgreSQL: SQLite has no server. Give --store postgres, or leave it out.",
        FaultKind.StoreRestart when Store == ProofStoreKind.Given => "store-restart would stop a server that is not ours: give --store postgres for one of its own, or leave it out.",
        FaultKind.DiskFull when Store != ProofStoreKind.Sqlite => "disk-full is for SQLite: filling the disk of a database server is not done here. Leave it out.",
        FaultKind.DiskFull when SmallDisk.Missing is { } missing => $"disk-full is not possible here, for {missing}. Leave it out.",
        FaultKind.ClockJump when WrongClock.Library is null => "clock-jump needs libfaketime: install the package, or leave it out.",
        _ => null,
    };
}
