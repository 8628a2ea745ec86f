using System.CommandLine;
using System.Diagnostics;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Phone;

/// <summary>`phone`: how many phone numbers a second are looked at over HTTP, with all that is answered of each.</summary>
public static class PhoneCommand
{
    private const double LeastPerSecond = 40_000;

    private static readonly Option<int> Connections = new("--connections") { Description = "Connections that ask side by side.", DefaultValueFactory = _ => 8 };

    private static readonly (string Target, string Title, int Numbers)[] Ways =
    [
        ("phone-bulk", "POST /v1/phone/validate-bulk", WorldNumbers.InABulk),
        ("phone", "GET /v1/phone/validate", 1),
    ];

    public static Command Create()
    {
        var command = new Command("phone", "Phone numbers looked at in a second, in bulks and one by one. Bound: 40,000 in bulks of 1,000, with one processor for the server.")
        {
            Connections, CommonOptions.Rest, CommonOptions.Rounds, CommonOptions.WarmUp, CommonOptions.Seconds, CommonOptions.ServerCpus, CommonOptions.ClientCpus,
            CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var rest = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest));
        var plan = new LoadPlan(Ports: [], RequestTemplate.SendApi(0, ""))
        {
            Connections = options.GetValue(Connections),
            WarmUp = TimeSpan.FromSeconds(options.GetValue(CommonOptions.WarmUp)),
            Measured = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Seconds)),
        };
        var runs = new List<PhoneFigures>();
        for (var round = 1; round <= options.GetValue(CommonOptions.Rounds); round++)
            foreach (var (target, title, numbers) in Ways)
            {
                await Task.Delay(rest, TimeProvider.System, ct);
                var before = Stolen.Now();
                var (result, processor) = await Measure(bench, target, plan, ct);
                runs.Add(new PhoneFigures(title, numbers, result, processor.TotalMicroseconds / (result.Statuses.Values.Sum() * numbers)));
                Console.WriteLine($"round {round}, {title}: {Figure.Text(result.PerSecond * numbers)} numbers/s, p99 {Figure.Text(result.P99)} ms, {Figure.Text(runs[^1].ProcessorMicroseconds)} µs each, {Stolen.Since(before)}");
            }

        var report = Summarize(runs, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    /// <summary>The load, and the server's processor time over all of it.</summary>
    private static async Task<(LoadResult Result, TimeSpan Processor)> Measure(Workbench bench, string target, LoadPlan plan, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), null);
        var key = await program.CreateKey(isTest: false, ct);
        var port = Workbench.FreePort();
        await using var server = program.Serve(port, "api", bench.ServerCpus);
        await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
        await RequireFullAnswers(port, key, ct);
        using var process = Process.GetProcessById(server.Id);
        var before = process.TotalProcessorTime;
        var result = await bench.Load(target, key, plan with { Ports = [port] }, ct);
        process.Refresh();
        return (result, process.TotalProcessorTime - before);
    }

    /// <summary>A bad number is answered sooner than a good one: a rate counts only when all are good.</summary>
    private static async Task RequireFullAnswers(int port, string key, CancellationToken ct)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var body = new StringContent($$"""{"numbers":[{{string.Join(',', WorldNumbers.Rows(WorldNumbers.InABulk).Select(number => $"\"{number}\""))}}]}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/v1/phone/validate-bulk"), body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!text.Contains("\"valid\":1000,\"invalid\":0", StringComparison.Ordinal))
            throw new BenchFailure($"Not every number was found to be valid: {text[..Math.Min(text.Length, 1_000)]}");
    }

    private static Report Summarize(List<PhoneFigures> runs, MachineFacts machine)
    {
        var table = new Table(["How", "numbers in a request", "numbers /s", "requests /s", "p50 ms", "p99 ms", "processor µs a number", "what is answered of each"]);
        foreach (var way in runs.GroupBy(run => (run.Title, run.Numbers)))
        {
            string Cell(Func<LoadResult, double> figure) => Figure.Text(Figure.Median(way.Select(run => figure(run.Result))) ?? 0);
            table.Add(
                way.Key.Title, Figure.Text(way.Key.Numbers), Cell(result => result.PerSecond * way.Key.Numbers), Cell(result => result.PerSecond), Cell(result => result.P50), Cell(result => result.P99),
                Figure.Text(Figure.Median(way.Select(run => run.ProcessorMicroseconds)) ?? 0),
                "all: forms, kind of line, network, area, time zones");
        }

        var bulks = Figure.Median(runs.Where(run => run.Numbers > 1).Select(run => run.Result.PerSecond * run.Numbers));
        return new Report("phone", "Looking at phone numbers")
        {
            Machine = machine,
            Table = table,
            Verdicts = [Verdict.AtLeast("numbers a second in bulks", LeastPerSecond, bulks)],
            Figures = runs,
        };
    }

    /// <summary>One run of one way to ask.</summary>
    /// <param name="ProcessorMicroseconds">Of the server for a number, warm-up included: where others use the machine too, it tells more than the clock.</param>
    private sealed record PhoneFigures(string Title, int Numbers, LoadResult Result, double ProcessorMicroseconds);
}
