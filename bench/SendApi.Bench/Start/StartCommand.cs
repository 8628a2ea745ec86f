using System.CommandLine;
using System.Diagnostics;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Start;

/// <summary>`start`: how soon the server answers after it was started, and how much memory it holds when nobody asks anything of it.</summary>
public static class StartCommand
{
    private const double MostSeconds = 2, MostMegabytes = 150;

    private static readonly Option<double> Idle = new("--idle") { Description = "Seconds of rest before memory is read.", DefaultValueFactory = _ => 10 };

    private static readonly Option<int> Burst = new("--burst")
    {
        Description = "Sends with a test key before it is read again.",
        DefaultValueFactory = _ => 1_000,
    };

    private static readonly Option<string[]> Only = new("--engines")
    {
        Description = "sqlite, postgres, or both.",
        DefaultValueFactory = _ => ["sqlite", "postgres"],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("start", "Time to the first answer and resident memory. Bounds, on each engine: 2 s and 150 MB.")
        {
            Only, Idle, Burst, CommonOptions.Rounds, CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var idle = TimeSpan.FromSeconds(options.GetValue(Idle));
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var runs = new List<StartFigures>();
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
        {
            foreach (var engine in options.GetRequiredValue(Only).Distinct())
            {
                runs.Add(await Measure(bench, engine, idle, options.GetValue(Burst), ct));
                Console.WriteLine($"round {round}, {engine}: {Figure.Text(runs[^1].FirstStartSeconds)} s, {Figure.Text(runs[^1].IdleMegabytes)} MB");
            }
        }

        var report = Summarize(runs, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static async Task<StartFigures> Measure(Workbench bench, string engine, TimeSpan idle, int burst, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), engine == "postgres" ? await bench.NewDatabase(ct) : null);
        var port = Workbench.FreePort();
        var (first, firstSeconds) = await Start(program, bench, port, ct);
        await first.DisposeAsync();

        var key = await program.CreateKey(isTest: true, ct);
        var (server, secondSeconds) = await Start(program, bench, port, ct);
        await using var stopping = server;
        await Task.Delay(idle, ct);
        var idleMegabytes = server.ResidentMegabytes();

        await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
        var plan = new LoadPlan([port], RequestTemplate.SendApi(port, key)) { WarmUp = TimeSpan.Zero, Measured = TimeSpan.FromSeconds(60), MaxSends = burst };
        await bench.Load("sendapi", key, plan, ct);
        await Task.Delay(idle, ct);
        return new StartFigures(engine, firstSeconds, secondSeconds, idleMegabytes, server.ResidentMegabytes());
    }

    private static async Task<(ChildProcess Server, double Seconds)> Start(SendApiProgram program, Workbench bench, int port, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var server = program.Serve(port, "api,worker", bench.ServerCpus);
        try
        {
            await server.WaitUntil(token => SendApiProgram.Answers(port, "/healthz", token), ct);
            return (server, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static Report Summarize(List<StartFigures> runs, MachineFacts machine)
    {
        var table = new Table(["SendAPI on", "first start s", "start again s", "memory at rest MB", "memory after a burst MB", "what the first start does"]);
        var verdicts = new List<Verdict>();
        foreach (var engine in runs.GroupBy(run => run.Engine))
        {
            double Median(Func<StartFigures, double> figure) => Figure.Median(engine.Select(figure)) ?? 0;
            double first = Median(run => run.FirstStartSeconds), again = Median(run => run.StartAgainSeconds);
            double idle = Median(run => run.IdleMegabytes), used = Median(run => run.UsedMegabytes);

            table.Add(engine.Key, Figure.Text(first), Figure.Text(again), Figure.Text(idle), Figure.Text(used), "makes the tables in an empty database");
            verdicts.Add(Verdict.AtMost($"{engine.Key}: seconds to the first answer", MostSeconds, Math.Max(first, again)));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: MB of resident memory", MostMegabytes, Math.Max(idle, used)));
        }

        return new Report("start", "Starting and resting") { Machine = machine, Table = table, Verdicts = verdicts, Figures = runs };
    }

    /// <summary>One run on one engine.</summary>
    private sealed record StartFigures(string Engine, double FirstStartSeconds, double StartAgainSeconds, double IdleMegabytes, double UsedMegabytes);
}
