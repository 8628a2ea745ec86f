using System.CommandLine;
using System.Diagnostics;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Fuzz;

/// <summary>`fuzz`: millions of random and broken SMPP units for the reader of the wire, of receipts and of inbound texts. It may refuse them; it may not throw anything else, hang or keep memory.</summary>
public static class FuzzCommand
{
    private const double MostMilliseconds = 1_000, MostMegabytes = 16;

    private static readonly Option<long> Units = new("--units") { Description = "How many units are read.", DefaultValueFactory = _ => 10_000_000 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Repeats the units of an earlier run.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("fuzz", "Random and mutated SMPP units for the reader. Bounds: no other fault than a refusal, no unit longer than a second, no memory kept.") { Units, Seed, CommonOptions.WriteDocs };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        await using var bench = new Workbench(null, null);
        var (seed, units) = (options.GetValue(Seed), options.GetValue(Units));
        var results = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(worker =>
            Task.Run(() => Read(new BrokenUnits(seed + worker), units / Environment.ProcessorCount, ct), ct)));

        var table = new Table(["units read", "taken whole", "refused", "waited for more", "other faults", "units /s", "slowest ms", "memory kept MB"]);
        var (read, taken, refused, waited, faults) = (results.Sum(r => r.Read), results.Sum(r => r.Taken), results.Sum(r => r.Refused), results.Sum(r => r.Waited), results.Sum(r => r.Faults));
        var (slowest, kept) = (results.Max(r => r.SlowestMilliseconds), results.Max(r => r.KeptMegabytes));
        table.Add($"{read:N0}", $"{taken:N0}", $"{refused:N0}", $"{waited:N0}", $"{faults:N0}", Figure.Text(results.Sum(r => r.Read / r.Seconds)), Figure.Text(slowest), Figure.Text(kept));
        var report = new Report("fuzz", $"Broken SMPP units, seed {seed}")
        {
            Machine = MachineFacts.Read(bench, TimeProvider.System),
            Table = table,
            Figures = results,
            Verdicts = [Verdict.AtMost("faults that are no refusal", 0, faults), Verdict.AtMost("ms for one unit", MostMilliseconds, slowest), Verdict.AtMost("MB kept", MostMegabytes, kept)],
        };
        await ReportFiles.Publish(report, options.GetValue(CommonOptions.WriteDocs), ct);
        return report.ExitCode;
    }

    private static FuzzFigures Read(BrokenUnits units, long count, CancellationToken ct)
    {
        var figures = new FuzzFigures();
        for (var i = 0; i < 10_000; i++)
            figures.Add(units.Read(), 0);
        var (started, before) = (Stopwatch.GetTimestamp(), GC.GetTotalMemory(forceFullCollection: true));
        for (var i = 0L; i < count && !ct.IsCancellationRequested; i++)
        {
            var began = Stopwatch.GetTimestamp();
            figures.Add(units.Read(), Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        figures.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        figures.KeptMegabytes = Math.Max(0, (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6);
        return figures;
    }
}

/// <summary>What one worker found.</summary>
public sealed record FuzzFigures
{
    public long Read { get; private set; }
    public long Taken { get; private set; }
    public long Refused { get; private set; }
    public long Waited { get; private set; }
    public long Faults { get; private set; }
    public double SlowestMilliseconds { get; private set; }
    public double Seconds { get; set; }
    public double KeptMegabytes { get; set; }

    public void Add(Reading reading, double milliseconds)
    {
        Read++;
        Taken += reading == Reading.Taken ? 1 : 0;
        Refused += reading == Reading.Refused ? 1 : 0;
        Waited += reading == Reading.Waited ? 1 : 0;
        Faults += reading == Reading.Fault ? 1 : 0;
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, milliseconds);
    }
}
