using System.CommandLine;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Accept;

/// <summary>`accept`: how many sends a second are taken and how quickly, beside the bare framework and Kannel, in turns on the same machine.</summary>
public static class AcceptCommand
{
    private const double LeastRatio = 0.2, MostP99 = 25, LeastOfSqlite = 0.7, LeastOfOneNode = 1, LeastInACommit = 5;

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
            "Rate and latency of POST /v1/sms/send at 64 connections. Bounds, on each engine: a fifth of the bare endpoint's rate, p99 of 25 ms. PostgreSQL: 0.7 of SQLite's rate, five to a commit, and two nodes no slower than one.")
        {
            Only, CommonOptions.Rest, CommonOptions.Rounds, CommonOptions.Connections, CommonOptions.WarmUp, CommonOptions.Seconds, CommonOptions.ServerCpus,
            CommonOptions.ClientCpus, CommonOptions.ProcessorANode, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var chosen = options.GetRequiredValue(Only);
        Subject[] subjects = [.. Subjects.All.Where(subject => chosen.Contains(subject.Id))];
        var plan = new LoadPlan(Ports: [], RequestTemplate.SendApi(0, ""))
        {
            Connections = options.GetValue(CommonOptions.Connections),
            WarmUp = TimeSpan.FromSeconds(options.GetValue(CommonOptions.WarmUp)),
            Measured = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Seconds)),
        };

        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus))
        {
            IsProcessorANode = options.GetValue(CommonOptions.ProcessorANode),
        };
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
        var commits = running.Commits is null ? 0 : await running.Commits(ct);
        var result = await bench.Load(running.Target, running.Key, plan with { Ports = running.Ports }, ct);
        if (running.Commits is not null)
            result = result with { PerCommit = result.Statuses.Values.Sum() / (double)(await running.Commits(ct) - commits) };
        Console.WriteLine($"round {round}, {subject.Title}: {Figure.Text(result.PerSecond)}/s, p99 {Figure.Text(result.P99)} ms, {Stolen.Since(before)}");
        return result;
    }

    private static Report Summarize(Subject[] subjects, List<AcceptRound> rounds, MachineFacts machine)
    {
        var table = new Table(["Server", "accepted /s", "of bare", "p50 ms", "p95 ms", "p99 ms", "max ms", "a commit", "what an answer promises"]);
        var verdicts = new List<Verdict>();
        foreach (var subject in subjects)
        {
            double? Median(Func<LoadResult, double> figure) => Figure.Median(rounds.SelectMany(round => round.Figure(subject.Id, figure)));
            string Cell(Func<LoadResult, double> figure) => Median(figure) is { } median ? Figure.Text(median) : "not run";
            var ratio = Figure.Median(rounds.SelectMany(round => round.Ratio(subject.Id, Subjects.Bare)));

            table.Add(
                subject.Title, Cell(result => result.PerSecond), ratio is { } part ? Figure.Text(part) : "–", Cell(result => result.P50),
                Cell(result => result.P95), Cell(result => result.P99), Cell(result => result.Max), Figure.Median(rounds.SelectMany(round => round.PerCommit(subject.Id))) is { } some ? Figure.Text(some) : "–", subject.Missing ?? subject.Promise);
            if (!subject.IsJudged)
                continue;
            verdicts.Add(Verdict.AtLeast($"{subject.Title}: part of the bare rate", LeastRatio, ratio));
            verdicts.Add(Verdict.AtMost($"{subject.Title}: p99 in ms", MostP99, Median(result => result.P99)));
        }

        verdicts.Add(Verdict.AtLeast("PostgreSQL: part of the rate of SQLite", LeastOfSqlite, Figure.Median(rounds.SelectMany(round => round.Ratio(Subjects.Postgres, Subjects.Sqlite)))));
        verdicts.Add(Verdict.AtLeast("two nodes: part of the rate of one", LeastOfOneNode, Figure.Median(rounds.SelectMany(round => round.Ratio(Subjects.TwoNodes, Subjects.Postgres)))));
        verdicts.Add(Verdict.AtLeast("PostgreSQL: accepted in a commit", LeastInACommit, Figure.Median(rounds.SelectMany(round => round.PerCommit(Subjects.Postgres)))));
        return new Report("accept", "Accepting messages") { Machine = machine, Table = table, Verdicts = verdicts, Figures = rounds };
    }

    /// <summary>One turn of all subjects. Ratios are taken inside a round, because the machine's own pace changes between rounds.</summary>
    private sealed record AcceptRound(IReadOnlyDictionary<string, LoadResult> Results)
    {
        public IEnumerable<double> Figure(string id, Func<LoadResult, double> figure) => Results.TryGetValue(id, out var result) ? [figure(result)] : [];

        public IEnumerable<double> Ratio(string id, string other) =>
            Results.TryGetValue(other, out var yardstick) ? Figure(id, result => result.PerSecond / yardstick.PerSecond) : [];

        public IEnumerable<double> PerCommit(string id) => Results.TryGetValue(id, out var result) && result.PerCommit is { } some ? [some] : [];
    }
}
