using System.CommandLine;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Carriers;

/// <summary>`carriers`: a carrier that goes away in the middle, an urgent text beside a bulk, and texts for later by the million.</summary>
public static class CarriersCommand
{
    private const double MostUrgentMilliseconds = 200, MostLateSeconds = 2, MostGrownMegabytes = 50;

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private static readonly Option<string[]> Only = new("--engines") { Description = "sqlite, postgres, or both.", DefaultValueFactory = _ => Engines, AllowMultipleArgumentsPerToken = true };

    private static readonly Option<int> Failover = new("--failover") { Description = "Messages of which the first carrier takes a part; 0 leaves this out.", DefaultValueFactory = _ => 20_000 };

    private static readonly Option<int> Bulk = new("--bulk") { Description = "Recipients of the bulk beside which one-time codes are sent; 0 leaves this out.", DefaultValueFactory = _ => 10_000 };

    private static readonly Option<int> Scheduled = new("--scheduled") { Description = "Messages that wait for later; 0 leaves this out.", DefaultValueFactory = _ => 1_000_000 };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Engines);
        var command = new Command("carriers",
            "Failover in the middle of 20,000 messages (nobody gets two, none is missing), one-time codes beside a bulk of 10,000 (200 ms), a million scheduled messages (2 s, flat memory).")
        {
            Only, Failover, Bulk, Scheduled, CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var (table, verdicts) = (new Table(["SendAPI on", "what", "messages", "found", "longest"]), new List<Verdict>());
        foreach (var engine in options.GetRequiredValue(Only).Distinct())
        {
            if (options.GetValue(Failover) is > 0 and var messages)
                Add(await FailoverRun.Measure(bench, engine, messages, ct), table, verdicts);
            if (options.GetValue(Bulk) is > 0 and var recipients)
                Add(await UrgentRun.Measure(bench, engine, recipients, ct), table, verdicts);
            if (options.GetValue(Scheduled) is > 0 and var waiting)
                Add(await ScheduledRun.Measure(bench, engine, waiting, ct), table, verdicts);
        }

        var report = new Report("carriers", "Several carriers, lanes and schedules") { Machine = MachineFacts.Read(bench, TimeProvider.System), Table = table, Verdicts = verdicts, Figures = verdicts };
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static void Add(FailoverFigures run, Table table, List<Verdict> verdicts)
    {
        Console.WriteLine(run);
        table.Add(run.Engine, "carrier away", Figure.Text(run.Messages), $"{run.First:N0} by the first, {run.Second:N0} by the second, {run.Uncertain} uncertain, {run.Doubled} doubled, {run.Missing} missing", $"{Figure.Text(run.Seconds)} s for all");
        verdicts.Add(Verdict.AtMost($"{run.Engine}, a carrier away: got two", 0, run.Doubled));
        verdicts.Add(Verdict.AtMost($"{run.Engine}, a carrier away: missing and not marked uncertain", 0, run.Missing));
    }

    private static void Add(UrgentFigures run, Table table, List<Verdict> verdicts)
    {
        Console.WriteLine(run);
        table.Add(run.Engine, "one-time codes beside a bulk", $"{run.Codes:N0} beside {run.Bulk:N0}", $"p50 {Figure.Text(run.P50)} ms, p99 {Figure.Text(run.P99)} ms to the submit", $"{Figure.Text(run.Longest)} ms");
        verdicts.Add(Verdict.AtMost($"{run.Engine}: ms from a code's request to its submit, p99", MostUrgentMilliseconds, run.P99));
    }

    private static void Add(ScheduledFigures run, Table table, List<Verdict> verdicts)
    {
        Console.WriteLine(run);
        table.Add(run.Engine, "scheduled", $"{run.Due:N0} due of {run.Waiting:N0}", $"p99 {Figure.Text(run.P99)} s after their time, {run.Early} early, memory grew by {Figure.Text(run.GrownMegabytes)} MB", $"{Figure.Text(run.Longest)} s");
        verdicts.Add(Verdict.AtMost($"{run.Engine}, scheduled: seconds after its time", MostLateSeconds, run.Longest));
        verdicts.Add(Verdict.AtMost($"{run.Engine}, scheduled: sent before its time, or not at all", 0, run.Early + run.Missing));
        verdicts.Add(Verdict.AtMost($"{run.Engine}, scheduled: MB that memory grew", MostGrownMegabytes, run.GrownMegabytes));
    }
}
