using System.CommandLine;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Otp;

/// <summary>`otp`: from the request for a one-time code to the submit at the carrier, at a steady rate.</summary>
public static class OtpCommand
{
    private const double MostMilliseconds = 30;

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private static readonly Option<string[]> Only = new("--engines") { Description = "sqlite, postgres, or both.", DefaultValueFactory = _ => Engines, AllowMultipleArgumentsPerToken = true };

    private static readonly Option<int> Rate = new("--rate") { Description = "Codes a second.", DefaultValueFactory = _ => 100 };

    private static readonly Option<int> WarmUp = new("--warm-up") { Description = "Seconds of the same load before anything counts.", DefaultValueFactory = _ => 20 };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "Seconds that are measured.", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Engines);
        var command = new Command("otp", "One-time codes with a live key, 100 a second, each to another person: from the request to the submit_sm at the carrier. Bounds, on each engine: p95 30 ms, none lost, none doubled.")
        {
            Only, Rate, WarmUp, Seconds, CommonOptions.Rounds, CommonOptions.Rest, CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var rate = options.GetValue(Rate);
        var plan = (rate, rate * options.GetValue(WarmUp), rate * options.GetValue(Seconds));
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var runs = new List<OtpFigures>();
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
        {
            foreach (var engine in options.GetRequiredValue(Only).Distinct())
            {
                await Task.Delay(TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest)), TimeProvider.System, ct);
                var before = Stolen.Now();
                runs.Add(await OtpRun.Measure(bench, engine, plan, ct));
                Console.WriteLine($"round {round}, {engine}: p95 {Figure.Text(runs[^1].ToSubmit.P95)} ms, {runs[^1].Lost} lost, {runs[^1].Doubled} doubled, {Stolen.Since(before)}");
            }
        }

        var report = Summarize(runs, rate, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static Report Summarize(List<OtpFigures> runs, int rate, MachineFacts machine)
    {
        var (table, verdicts) = (new Table(["SendAPI on", "codes /s", "request to answer p50 ms", "p95 ms", "request to submit p50 ms", "p95 ms", "p99 ms", "codes"]), new List<Verdict>());
        foreach (var engine in runs.GroupBy(run => run.Engine))
        {
            double Median(Func<OtpFigures, double> figure) => Figure.Median(engine.Select(figure)) ?? 0;
            string Cell(Func<OtpFigures, double> figure) => Figure.Text(Median(figure));
            double lost = engine.Sum(run => run.Lost), doubled = engine.Sum(run => run.Doubled);

            table.Add(engine.Key, Figure.Text(rate), Cell(r => r.ToAnswer.P50), Cell(r => r.ToAnswer.P95), Cell(r => r.ToSubmit.P50), Cell(r => r.ToSubmit.P95), Cell(r => r.ToSubmit.P99),
                $"{Figure.Text(engine.Sum(run => run.Codes))}, {Figure.Text(lost)} lost, {Figure.Text(doubled)} doubled");
            verdicts.Add(Verdict.AtMost($"{engine.Key}: ms from a code's request to its submit, p95", MostMilliseconds, Median(r => r.ToSubmit.P95)));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: lost", 0, lost));
            verdicts.Add(Verdict.AtMost($"{engine.Key}: doubled", 0, doubled));
        }

        return new Report("otp", "One-time codes") { Machine = machine, Table = table, Verdicts = verdicts, Figures = runs };
    }
}
