using System.CommandLine;
using System.Globalization;
using SendApi.Proof;
using SendApi.Proof.Faults;
using SendApi.Proof.Processes;
using SendApi.Proof.Reporting;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi prove: shows on this machine that crashes lose nothing and double nothing.</summary>
internal static class ProveCommand
{
    public const string Name = "prove";

    private static readonly Option<int> Kills = new("--kills") { Description = "How often a node is killed (kill -9) in the middle of work.", DefaultValueFactory = _ => 100, HelpName = "N" };

    private static readonly Option<int?> Nodes = new("--nodes") { Description = "How many nodes share the store: 1 on SQLite, else 3.", HelpName = "N" };

    private static readonly Option<string?> Faults = new("--faults")
    {
        Description = $"Which faults, with commas: {string.Join(", ", FaultKinds.All.Select(k => k.Name()))}. Without it: kill, pause, store-cut, smsc-cut, and store-restart where the PostgreSQL is ours; "
            + "for each 20 kills one round of each other fault, 5 at most.",
        HelpName = "LIST",
    };

    private static readonly Option<int?> Seed = new("--seed") { Description = "Repeats the faults of an earlier proof in their order.", HelpName = "N" };

    private static readonly Option<string?> Report = new("--report") { Description = "The folder of prove.json and prove.html. Without it: prove-SEED here.", HelpName = "DIR" };

    private static readonly Option<string?> Beside = new("--beside") { Description = "Another version's program for every second node, to try a rolling upgrade.", HelpName = "PROGRAM" };

    private static readonly Option<int> Clients = new("--clients") { Description = "How many clients send at once.", DefaultValueFactory = _ => 8, HelpName = "N" };

    private static readonly Option<int> CutSeconds = new("--cut-seconds") { Description = "How long store-cut lasts, 1 to 30.", DefaultValueFactory = _ => 5, HelpName = "N" };

    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave the data folder, and the database on a given server." };

    public static Command Make(TimeProvider clock)
    {
        var command = new Command(Name,
            "Proves on this machine that crashes lose nothing and double nothing: sends texts through nodes of this program to a carrier of its own, kills and disturbs them, and counts. "
            + "Works on fresh data of its own: SQLite without --store, a PostgreSQL of its own with --store postgres, a database of its own on the server of --store postgres://…. Answers 1 when something is wrong.")
        {
            Kills, Nodes, Faults, Seed, Report, Beside, Clients, CutSeconds, Keep,
        };
        return command.Runs(async (parsed, ct) =>
        {
            try
            {
                var plan = Plan(parsed);
                var report = await new Prover(plan, ProofSums.Access, Output.Progress, clock).Run(ct);
                await Tell(report, parsed.GetValue(CommandLine.Json), ct);
            }
            catch (Exception fault) when (fault is ProofRefusal or ProcessFault)
            {
                throw new CommandFault(fault.Message);
            }
            finally
            {
                Output.EndProgress();
            }
        });
    }

    private static ProofPlan Plan(ParseResult parsed)
    {
        if (parsed.GetResult(CommandLine.Data) is { Implicit: false })
            throw new CommandFault("prove works on fresh data of its own: leave --data out.");

        // Only what was typed counts: a store that the environment names is somebody's real one.
        var store = parsed.GetValue(CommandLine.Store);
        var kind = store switch { null or "sqlite" => ProofStoreKind.Sqlite, "postgres" => ProofStoreKind.Cluster, _ => ProofStoreKind.Given };
        var seed = parsed.GetValue(Seed) ?? System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 1_000_000);
        return new ProofPlan
        {
            Program = Ourselves(),
            Beside = parsed.GetValue(Beside) is { } beside ? Path.GetFullPath(beside) : null,
            Store = kind,
            Connection = kind == ProofStoreKind.Given ? StoreLocation.ConnectionString(store!) : null, // Null is SQLite.
            Nodes = parsed.GetValue(Nodes) ?? (kind == ProofStoreKind.Sqlite ? 1 : 3),
            Kills = parsed.GetValue(Kills),
            Faults = parsed.GetValue(Faults) is { } list ? FaultKinds.Parse(list) : FaultKinds.Usual(kind),
            Seed = seed,
            Clients = parsed.GetValue(Clients),
            Cut = TimeSpan.FromSeconds(parsed.GetValue(CutSeconds)),
            ReportFolder = Path.GetFullPath(parsed.GetValue(Report) ?? string.Create(CultureInfo.InvariantCulture, $"prove-{seed}")),
            Keep = parsed.GetValue(Keep),
        };
    }

    /// <summary>This program; started as `dotnet sendapi.dll` it takes both words.</summary>
    private static ChildCommand Ourselves()
    {
        var program = Environment.ProcessPath ?? throw new CommandFault("The path of this program is not known.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? new ChildCommand(program, [Environment.GetCommandLineArgs()[0]]) : new ChildCommand(program, []);
    }

    private static async Task Tell(ProofReport report, bool json, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(report.Plan.ReportFolder).FullName;
        var data = JsonReport.Of(report);
        await File.WriteAllTextAsync(Path.Combine(folder, "prove.json"), data + "\n", ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "prove.html"), HtmlReport.Of(report), ct);
        Output.EndProgress();
        await Console.Out.WriteLineAsync(json ? data : $"{TextTable.Of(report)}\nReport: {Path.Combine(folder, "prove.html")}{(report.Data is { } kept ? $"\nData: {kept}" : "")}");
        if (report.Verdict.Fault is { } fault)
            throw new CommandFault(fault);
    }
}
