using System.CommandLine;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Webhooks;

/// <summary>`webhooks`: how soon events reach an endpoint, how many a second, and what dead endpoints do to the others.</summary>
public static class WebhooksCommand
{
    private const double MostMilliseconds = 100, LeastPerSecond = 2_000, MostTimes = 1.5;

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private static readonly Option<string[]> Only = new("--engines")
    {
        Description = "sqlite, postgres, or both.",
        DefaultValueFactory = _ => Engines,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Burst = new("--count") { Description = "Texts sent as fast as 64 connections can; each gives two events.", DefaultValueFactory = _ => 20_000 };

    private static readonly Option<int> WarmUp = new("--warm-up-count") { Description = "Texts before those. .NET compiles its hot paths while they run.", DefaultValueFactory = _ => 20_000 };

    private static readonly Option<int> Rate = new("--rate") { Description = "Deliveries a second of the latency parts.", DefaultValueFactory = _ => 200 };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long each latency part takes; there are seven.", DefaultValueFactory = _ => 12 };

    private static readonly Option<int> Endpoints = new("--endpoints") { Description = "Endpoints that answer, and as many dead ones beside them.", DefaultValueFactory = _ => 4 };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Engines);
        var command = new Command("webhooks",
            "From what happens to the endpoint that is told, durable. Bounds, on each engine: p95 100 ms at 200 a second, 2,000 a second in a burst, and with half of the endpoints dead 1.5 times the p95 for the others.")
        {
            Only, Burst, WarmUp, Rate, Seconds, Endpoints, CommonOptions.Rounds, CommonOptions.Rest, CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var plan = new WebhooksPlan(options.GetValue(WarmUp), options.GetValue(Burst), options.GetValue(Rate), TimeSpan.FromSeconds(options.GetValue(Seconds)), options.GetValue(Endpoints));
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var runs = new List<WebhookFigures>();
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
        {
            foreach (var engine in options.GetRequiredValue(Only).Distinct())
            {
                await Task.Delay(TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest)), TimeProvider.System, ct);
                var before = Stolen.Now();
                var figures = await WebhooksRun.Measure(bench, engine, plan, ct);
                runs.Add(figures);
                Console.WriteLine($"round {round}, {engine}: p95 {Figure.Text(figures.Steady.P95)} ms, {Figure.Text(figures.PerSecond)}/s, p95 of several {Figure.Text(figures.AllWell.P95)} ms "
                    + $"and with as many dead {Figure.Text(figures.HalfDead.P95)} ms, {figures.Lost} lost, {figures.Doubled} doubled, {Stolen.Since(before)}");
            }
        }

        var report = Summarize(runs, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static Report Summarize(List<WebhookFigures> runs, MachineFacts machine)
    {
        var table = new Table(["SendAPI on", "event to endpoint p50 ms", "p95 ms", "p99 ms", "events /s in a burst", "several endpoints p95 ms", "beside as many dead p95 ms", "times", "deliveries"]);
        var verdicts = new List<Verdict>();
        foreach (var engine in runs.GroupBy(run => run.Engine))
        {
            double Median(Func<WebhookFigures, double> figure) => Figure.Median(engine.Select(figure)) ?? 0;
            string Cell(Func<WebhookFigures, double> figure) => Figure.Text(Median(figure));
            double times = Median(run => run.HalfDead.P95 / run.AllWell.P95), lost = engine.Sum(run => run.Lost);

            table.Add(engine.Key, Cell(run => run.Steady.P50), Cell(run => run.Steady.P95), Cell(run => run.Steady.P99), Cell(run => run.PerSecond), Cell(run => run.AllWell.P95),
                Cell(run => run.HalfDead.P95), Figure.Text(times), $"{Figure.Text(engine.Sum(run => run.Events))}, {Figure.Text(lost)} lost, {Figure.Text(engine.Sum(run => run.Doubled))} doubled");
            verdicts.Add(Verdict.AtMost($"{engine.Key}: p95 in ms from event to endpoint", MostMilliseconds, Median(run => run.Steady.P95)));
            verdicts.Add(Verdict.AtLeast($"{engine.Key}: events a second", LeastPerSecond, Median(run => run.PerSecond)));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: p95 beside dead endpoints, times that without", MostTimes, times));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: lost", 0, lost));
        }

        return new Report("webhooks", "Telling endpoints") { Machine = machine, Table = table, Verdicts = verdicts, Figures = runs };
    }
}
