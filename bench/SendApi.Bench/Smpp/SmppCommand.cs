using System.CommandLine;
using SendApi.Bench.Accept;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Smpp;

/// <summary>`smpp`: a live key, the whole way: from the accepted request over SMPP to the durable receipt, on each engine.</summary>
public static class SmppCommand
{
    private const double LeastPerSecond = 3_000, LeastOfKannel = 0.5;

    private const string KannelName = "kannel";

    private static readonly string[] Engines = ["sqlite", "postgres", KannelName];

    private static readonly Option<string[]> Only = new("--engines")
    {
        Description = "sqlite, postgres, and kannel with its store in memory, to the same SMSC.",
        DefaultValueFactory = _ => Engines,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Messages sent as fast as 64 connections can.",
        DefaultValueFactory = _ => 30_000,
    };

    private static readonly Option<int> WarmUpCount = new("--warm-up-count")
    {
        Description = "Messages before those. .NET compiles its hot paths while they run.",
        DefaultValueFactory = _ => 40_000,
    };

    private static readonly Option<int> SteadyRate = new("--steady-rate")
    {
        Description = "Messages a second of the latency part.",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<int> SteadySeconds = new("--steady-seconds")
    {
        Description = "How long the latency part takes.",
        DefaultValueFactory = _ => 15,
    };

    private static readonly Option<int> Window = new("--window")
    {
        Description = "Submits that may be unanswered at a time on the bind.",
        DefaultValueFactory = _ => DeliveringServer.Window,
    };

    private static readonly Option<int> ReceiptDelay = new("--receipt-delay")
    {
        Description = "Milliseconds from submit to receipt in the SMSC; 0 races the receipt against the submit's own answer.",
        DefaultValueFactory = _ => 100,
    };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Engines);
        var command = new Command(
            "smpp", "Messages a second from request to durable receipt through an SMSC. Bounds, on each engine: 3,000 a second, half of what Kannel submits from memory, none lost, none doubled.")
        {
            Only, Count, WarmUpCount, SteadyRate, SteadySeconds, Window, ReceiptDelay, CommonOptions.Connections, CommonOptions.Rounds, CommonOptions.Rest,
            CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var plan = new SmppPlan
        {
            WarmUp = options.GetValue(WarmUpCount),
            Count = options.GetValue(Count),
            SteadyRate = options.GetValue(SteadyRate),
            Steady = TimeSpan.FromSeconds(options.GetValue(SteadySeconds)),
            Window = options.GetValue(Window),
            ReceiptDelay = TimeSpan.FromMilliseconds(options.GetValue(ReceiptDelay)),
            Connections = options.GetValue(CommonOptions.Connections),
        };
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var (runs, kannel) = (new List<SmppFigures>(), new List<double>());
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
        {
            foreach (var engine in options.GetRequiredValue(Only).Distinct())
            {
                await Task.Delay(TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest)), TimeProvider.System, ct);
                var before = Stolen.Now();
                if (engine == KannelName)
                {
                    kannel.Add(Kannel.MissingForSmpp is { } missing ? throw new BenchFailure($"Kannel cannot be measured: {missing}.") : await KannelRun.Measure(bench, plan, ct));
                    Console.WriteLine($"round {round}, Kannel: {Figure.Text(kannel[^1])}/s submitted, {Stolen.Since(before)}");
                    continue;
                }

                var figures = await SmppRun.Measure(bench, engine, plan, ct);
                runs.Add(figures);
                Console.WriteLine($"round {round}, {engine}: {Figure.Text(figures.ReceiptedPerSecond)}/s, {figures.Lost} lost, {figures.Doubled} doubled, {Stolen.Since(before)}");
            }
        }

        var report = Summarize(runs, Figure.Median(kannel), MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static Report Summarize(List<SmppFigures> runs, double? kannel, MachineFacts machine)
    {
        var table = new Table(
        [
            "SendAPI on", "accepted /s", "submitted /s", "receipts kept /s", "answer to submit p50 ms", "p95 ms", "p99 ms",
            "request to submit p50 ms", "p99 ms", "messages",
        ]);
        var verdicts = new List<Verdict>();
        foreach (var engine in runs.GroupBy(run => run.Engine))
        {
            double Median(Func<SmppFigures, double> figure) => Figure.Median(engine.Select(figure)) ?? 0;
            string Cell(Func<SmppFigures, double> figure) => Figure.Text(Median(figure));
            double lost = engine.Sum(run => run.Lost), doubled = engine.Sum(run => run.Doubled);

            table.Add(
                engine.Key, Cell(run => run.AcceptedPerSecond), Cell(run => run.SubmittedPerSecond), Cell(run => run.ReceiptedPerSecond),
                Cell(run => run.AnswerToSubmit.P50), Cell(run => run.AnswerToSubmit.P95), Cell(run => run.AnswerToSubmit.P99),
                Cell(run => run.RequestToSubmit.P50), Cell(run => run.RequestToSubmit.P99),
                $"{Figure.Text(engine.Sum(run => run.Messages))}, {Figure.Text(lost)} lost, {Figure.Text(doubled)} doubled");
            verdicts.Add(Verdict.AtLeast($"{engine.Key}: messages a second to the durable receipt", LeastPerSecond, Median(run => run.ReceiptedPerSecond)));
            verdicts.Add(Verdict.AtLeast($"{engine.Key}: part of what Kannel submits from memory", LeastOfKannel, Median(run => run.ReceiptedPerSecond) / kannel));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: lost", 0, lost));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: doubled", 0, doubled));
        }

        if (kannel is { } rate)
            table.Add("Kannel, store in memory, no receipts", "–", Figure.Text(rate), "–", "–", "–", "–", "–", "–", "–");
        return new Report("smpp", "Delivering over SMPP") { Machine = machine, Table = table, Verdicts = verdicts, Figures = runs };
    }
}
