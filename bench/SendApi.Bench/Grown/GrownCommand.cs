using System.CommandLine;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;
using SendApi.Bench.Smpp;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Grown;

/// <summary>`grown`: whether a store with years in it takes messages as quickly as an empty one, and answers questions at once.</summary>
public static class GrownCommand
{
    private const double LeastRatio = 0.9, MostP99 = 50;

    private static readonly string[] Engines = ["sqlite", "postgres"];

    private static readonly Option<string[]> Only = new("--engines")
    {
        Description = "sqlite, postgres, or both.",
        DefaultValueFactory = _ => Engines,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<long> Messages = new("--messages") { Description = "Messages in the grown store.", DefaultValueFactory = _ => 10_000_000 };

    private static readonly Option<long> Suppressions = new("--suppressions") { Description = "Suppressed addresses in it.", DefaultValueFactory = _ => 1_000_000 };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Engines);
        var command = new Command(
            "grown", "An empty store beside one with years in it. Bounds, on each engine: nine tenths of the empty store's rate, p99 of 50 ms for every question.")
        {
            Only, Messages, Suppressions, CommonOptions.Connections, CommonOptions.WarmUp, CommonOptions.Seconds, CommonOptions.Rounds, CommonOptions.Rest,
            CommonOptions.ServerCpus, CommonOptions.ClientCpus, CommonOptions.WriteDocs,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        await using var bench = new Workbench(options.GetValue(CommonOptions.ServerCpus), options.GetValue(CommonOptions.ClientCpus));
        var plan = new GrownPlan(options.GetValue(Messages), options.GetValue(Suppressions), options.GetValue(CommonOptions.Rounds), TimeSpan.FromSeconds(options.GetValue(CommonOptions.Rest)))
        {
            Load = new LoadPlan(Ports: [], RequestTemplate.SendApi(0, ""))
            {
                Connections = options.GetValue(CommonOptions.Connections),
                WarmUp = TimeSpan.FromSeconds(options.GetValue(CommonOptions.WarmUp)),
                Measured = TimeSpan.FromSeconds(options.GetValue(CommonOptions.Seconds)),
            },
        };
        var figures = new List<GrownFigures>();
        foreach (var engine in options.GetRequiredValue(Only).Distinct())
            figures.Add(await Measure(bench, engine, plan, ct));

        var report = Summarize(figures, plan, MachineFacts.Read(bench, TimeProvider.System));
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static async Task<GrownFigures> Measure(Workbench bench, string engine, GrownPlan plan, CancellationToken ct)
    {
        var empty = await Place.New(bench, engine, ct);
        var grown = await Place.New(bench, engine, ct);
        Console.WriteLine($"{engine}: filling the store");
        await grown.Store.Fill(plan.Messages, plan.Suppressions, ct);

        var (ratios, emptyRates, grownRates) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= plan.Rounds; round++)
        {
            emptyRates.Add(await Rate(bench, empty, plan, ct));
            grownRates.Add(await Rate(bench, grown, plan, ct));
            ratios.Add(grownRates[^1] / emptyRates[^1]);
            Console.WriteLine($"round {round}, {engine}: empty {Figure.Text(emptyRates[^1])}/s, grown {Figure.Text(grownRates[^1])}/s");
        }

        var (server, port) = await grown.Serve(bench, ct);
        await using var stopping = server;
        var answers = new Dictionary<string, Percentiles>();
        foreach (var lookUp in LookUps.Of(plan.Messages))
        {
            var latencies = await LookUps.Ask(lookUp, port, grown.Key, plan.Messages, ct);
            answers[lookUp.Title] = new(latencies.Milliseconds(50), latencies.Milliseconds(99));
            Console.WriteLine($"{engine}: {lookUp.Title}: p50 {Figure.Text(answers[lookUp.Title].P50)} ms, p99 {Figure.Text(answers[lookUp.Title].P99)} ms");
        }

        return new GrownFigures(engine, Figure.Median(emptyRates) ?? 0, Figure.Median(grownRates) ?? 0, Figure.Median(ratios) ?? 0, answers);
    }

    private static async Task<double> Rate(Workbench bench, Place place, GrownPlan plan, CancellationToken ct)
    {
        await Task.Delay(plan.Rest, TimeProvider.System, ct);
        var (server, port) = await place.Serve(bench, ct);
        await using var stopping = server;
        return (await bench.Load("sendapi", place.Key, plan.Load with { Ports = [port] }, ct)).PerSecond;
    }

    private static Report Summarize(List<GrownFigures> figures, GrownPlan plan, MachineFacts machine)
    {
        var table = new Table(["What", .. figures.Select(f => "SendAPI on " + f.Engine)]);
        table.Add(["accepted /s by an empty store", .. figures.Select(f => Figure.Text(f.Empty))]);
        table.Add([FormattableString.Invariant($"accepted /s with {plan.Messages:N0} messages"), .. figures.Select(f => Figure.Text(f.Grown))]);
        table.Add(["part of the empty store's rate", .. figures.Select(f => Figure.Text(f.Ratio))]);
        foreach (var lookUp in LookUps.Of(plan.Messages))
            table.Add([$"{lookUp.Title}: p50 / p99 ms", .. figures.Select(f => $"{Figure.Text(f.Answers[lookUp.Title].P50)} / {Figure.Text(f.Answers[lookUp.Title].P99)}")]);

        List<Verdict> verdicts =
        [
            .. figures.Select(f => Verdict.AtLeast($"{f.Engine}: part of the empty store's rate", LeastRatio, f.Ratio)),
            .. figures.Select(f => Verdict.AtMost($"{f.Engine}: p99 in ms of the slowest question", MostP99, f.Answers.Values.Max(a => a.P99))),
        ];
        return new Report("grown", "A store with years in it") { Machine = machine, Table = table, Verdicts = verdicts, Figures = figures };
    }

    private sealed record GrownPlan(long Messages, long Suppressions, int Rounds, TimeSpan Rest)
    {
        public required LoadPlan Load { get; init; }
    }

    private sealed record Percentiles(double P50, double P99);

    private sealed record GrownFigures(string Engine, double Empty, double Grown, double Ratio, IReadOnlyDictionary<string, Percentiles> Answers);

    /// <summary>An installation with a live key and a route that nothing is sent through.</summary>
    private sealed record Place(SendApiProgram Program, GrownStore Store, string Key)
    {
        public static async Task<Place> New(Workbench bench, string engine, CancellationToken ct)
        {
            var folder = bench.NewFolder("data");
            var connection = engine == "postgres" ? await bench.NewDatabase(ct) : null;
            var program = new SendApiProgram(folder, connection);
            var key = await program.CreateKey(isTest: false, ct);
            await program.AddSmppProvider(Workbench.FreePort(), DeliveringServer.Window, ct);
            return new Place(program, new GrownStore(folder, connection), key);
        }

        public async Task<(ChildProcess Server, int Port)> Serve(Workbench bench, CancellationToken ct)
        {
            var port = Workbench.FreePort();
            var server = Program.Serve(port, "api", bench.ServerCpus);
            try
            {
                await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
                return (server, port);
            }
            catch (Exception)
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }
}
