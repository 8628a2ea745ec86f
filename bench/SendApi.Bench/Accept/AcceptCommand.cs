using System.CommandLine;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Accept;

/// <summary>`accept`: how many sends a second are taken and how quickly, beside the bare framework and Kannel, in turns on the same machine.</summary>
public static class AcceptCommand
{
    private const double LeastRatio = 0.2, MostP99 = 25;

    private static readonly Option<string[]> Only = new("--subjects")
    {
        Description = $"The rows to measure: {string.Join(", ", Subjects.All.Select(subject => subject.Id))}. A bound whose row is left out is not judged.",
        DefaultValueFactory = _ => [.. Subjects.All.Select(subject => subject.Id)],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong([.. Subjects.All.Select(subject => subject.Id)]);
        var command = new Command(
            "accept",
            "Rate and latency of POST /v1/sms/send at 64 connections. Bounds, on each engine: a fifth of the bare endpoint's rate, p99 of 25 ms.")
        {
            Only, CommonOptions.Rest, CommonOptions.Rounds, CommonOptions.Connections, CommonOptions.WarmUp, CommonOptions.Seconds, CommonOptions.ServerCpus,
            CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var chosen = options.GetRequiredValue(Only);
        Subject[] subjects = [.. Subjects.All.Where(subject => chosen.Contains(subject.Id))];
        var plan = new LoadPlan(Port: 0, RequestTemplate.SendApi(0, ""))
        {
            Connections = options.GetValue(CommonOptions.Connections),
            WarmUp = TimeSpan.FromSeconds(options.GetValue(CommonOptions.WarmUp)),
            Measured = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Seconds)),
        };

        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var rest = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest));
        var rounds = new List<AcceptRound>();
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
        {
            var results = new Dictionary<string, LoadResult>();
            foreach (var subject in Turned(subjects, round).Where(subject => subject.Missing is null))
            {
                await bench.DropDatabases(ct);
                await Task.Delay(rest, TimeProvider.System, ct);
                results[subject.Id] = await Measure(bench, subject, plan, round, ct);
            }

            rounds.Add(new AcceptRound(results));
        }

        var report = Summarize(subjects, rounds, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    /// <summary>Each round begins with another row, so that none always comes after the same one.</summary>
    private static Subject[] Turned(Subject[] subjects, int round) => [.. subjects[((round - 1) % subjects.Length)..], .. subjects[..((round - 1) % subjects.Length)]];

    private static async Task<LoadResult> Measure(Workbench bench, Subject subject, LoadPlan plan, int round, CancellationToken ct)
    {
        await using var running = await subject.Start(bench, ct);
        var before = Stolen.Now();
        var result = await bench.Load(running.Target, running.Key, plan with { Port = running.Port }, ct);
        Console.WriteLine($"round {round}, {subject.Title}: {Figure.Text(result.PerSecond)}/s, p99 {Figure.Text(result.P99)} ms, {Stolen.Since(before)}");
        return result;
    }

    private static Report Summarize(Subject[] subjects, List<AcceptRound> rounds, MachineFacts machine)
    {
        var table = new Table(["Server", "accepted /s", "of bare", "p50 ms", "p95 ms", "p99 ms", "max ms", "what an answer promises"]);
        var verdicts = new List<Verdict>();
        foreach (var subject in subjects)
        {
            double? Median(Func<LoadResult, double> figure) => Figure.Median(rounds.SelectMany(round => round.Figure(subject.Id, figure)));
            string Cell(Func<LoadResult, double> figure) => Median(figure) is { } median ? Figure.Text(median) : "not run";
            var ratio = Figure.Median(rounds.SelectMany(round => round.RatioToBare(subject.Id)));

            table.Add(
                subject.Title, Cell(result => result.PerSecond), ratio is { } part ? Figure.Text(part) : "–", Cell(result => result.P50),
                Cell(result => result.P95), Cell(result => result.P99), Cell(result => result.Max), subject.Missing ?? subject.Promise);
            if (!subject.IsJudged)
                continue;
            verdicts.Add(Verdict.AtLeast($"{subject.Title}: part of the bare rate", LeastRatio, ratio));
            verdicts.Add(Verdict.AtMost($"{subject.Title}: p99 in ms", MostP99, Median(result => result.P99)));
        }

        return new Report("accept", "Accepting messages") { Machine = machine, Table = table, Verdicts = verdicts, Figures = rounds };
    }

    /// <summary>One turn of all subjects. Ratios are taken inside a round, because the machine's own pace changes between rounds.</summary>
    private sealed record AcceptRound(IReadOnlyDictionary<string, LoadResult> Results)
    {
        public IEnumerable<double> Figure(string id, Func<LoadResult, double> figure) => Results.TryGetValue(id, out var result) ? [figure(result)] : [];

        public IEnumerable<double> RatioToBare(string id) =>
            Results.TryGetValue(Subjects.Bare, out var bare) ? Figure(id, result => result.PerSecond / bare.PerSecond) : [];
    }
}
