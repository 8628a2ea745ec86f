using System.CommandLine;
using System.Diagnostics;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Sessions;

/// <summary>`sessions`: many WhatsApp sessions of the simulator on one server: how much memory and how many threads each takes, and how soon all are connected and send.</summary>
public static class SessionsCommand
{
    private const double MostMegabytes = 1, MostThreads = 0.1;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3), Rest = TimeSpan.FromSeconds(5), IdleSpan = TimeSpan.FromSeconds(20);

    private static readonly Option<int> Many = new("--sessions") { Description = "How many sessions, 2 to 1,000.", DefaultValueFactory = _ => 1_000 };

    private static readonly Option<string[]> Only = new("--engines")
    {
        Description = "sqlite, postgres, or both.",
        DefaultValueFactory = _ => ["sqlite", "postgres"],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("sessions", "A thousand WhatsApp sessions on one server. Bounds, on each engine: 1 MB for each, a thread for ten at most, and all of them connected and sending.")
        {
            Only, Many, CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var runs = new List<SessionFigures>();
        foreach (var engine in options.GetRequiredValue(Only).Distinct())
        {
            runs.Add(await Measure(bench, engine, Math.Clamp(options.GetValue(Many), 2, 1_000), ct));
            Console.WriteLine($"{engine}: {Figure.Text(runs[^1].MegabytesEach)} MB each, {runs[^1].Connected} connected");
        }

        var report = Summarize(runs, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static async Task<SessionFigures> Measure(Workbench bench, string engine, int many, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), engine == "postgres" ? await bench.NewDatabase(ct) : null);
        var key = await program.CreateKey(isTest: true, ct);
        var port = Workbench.FreePort();
        await using var server = program.Serve(port, "api,worker", bench.ServerCpus);
        await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
        using var phones = new PairedPhones(port, key);

        // All code has run once before anything counts.
        await phones.Pair(1, ct);
        await phones.Until("connected", 1, Patience, ct);
        await phones.SendThroughAll(ct);
        await phones.UntilDelivered(1, Patience, ct);
        await Task.Delay(Rest, ct);
        var (megabytes, threads) = (server.ResidentMegabytes(), Threads(server));

        var started = Stopwatch.GetTimestamp();
        await phones.Pair(many - 1, ct);
        var connected = await phones.Until("connected", many, Patience, ct);
        var pairing = Stopwatch.GetElapsedTime(started);
        await Task.Delay(Rest, ct);
        var (more, moreThreads, before) = (server.ResidentMegabytes() - megabytes, Threads(server) - threads, ProcessorTime(server));
        await Task.Delay(IdleSpan, ct);
        var idle = (ProcessorTime(server) - before) / IdleSpan;

        started = Stopwatch.GetTimestamp();
        await phones.SendThroughAll(ct);
        var delivered = await phones.UntilDelivered(many + 1, Patience, ct);
        return new(engine, many, pairing.TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds)
        {
            Connected = connected,
            Delivered = delivered - 1,
            MegabytesEach = Math.Max(0, more) / (many - 1),
            ThreadsEach = Math.Max(0, moreThreads) / (double)(many - 1),
            IdleProcessor = idle,
        };
    }

    private static int Threads(ChildProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.Threads.Count;
    }

    private static TimeSpan ProcessorTime(ChildProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.TotalProcessorTime;
    }

    private static Report Summarize(List<SessionFigures> runs, MachineFacts machine)
    {
        var table = new Table(["SendAPI on", "sessions", "paired and connected s", "MB for each", "threads for each", "processor at rest %", "a message through each s"]);
        var verdicts = new List<Verdict>();
        foreach (var run in runs)
        {
            table.Add(
                run.Engine, Figure.Text(run.Sessions), Figure.Text(run.PairingSeconds), Figure.Text(run.MegabytesEach), Figure.Text(run.ThreadsEach),
                Figure.Text(100 * run.IdleProcessor), Figure.Text(run.SendingSeconds));
            verdicts.Add(Verdict.AtMost($"{run.Engine}: MB for each session", MostMegabytes, run.MegabytesEach));
            verdicts.Add(Verdict.AtMost($"{run.Engine}: threads for each session", MostThreads, run.ThreadsEach));
            verdicts.Add(Verdict.AtLeast($"{run.Engine}: sessions connected", run.Sessions, run.Connected));
            verdicts.Add(Verdict.AtLeast($"{run.Engine}: messages delivered", run.Sessions, run.Delivered));
        }

        return new Report("sessions", "A thousand WhatsApp sessions") { Machine = machine, Table = table, Verdicts = verdicts, Figures = runs };
    }

    /// <summary>One run on one engine.</summary>
    private sealed record SessionFigures(string Engine, int Sessions, double PairingSeconds, double SendingSeconds)
    {
        public required int Connected { get; init; }
        public required int Delivered { get; init; }
        public required double MegabytesEach { get; init; }
        public required double ThreadsEach { get; init; }

        /// <summary>The part of one processor that is used when nothing is sent.</summary>
        public required double IdleProcessor { get; init; }
    }
}
