using System.Diagnostics;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;

namespace SendApi.Bench.Smpp;

/// <summary>How much is sent in which part of a run.</summary>
public sealed record SmppPlan
{
    public required int WarmUp { get; init; }

    public required int Count { get; init; }

    public required int SteadyRate { get; init; }

    public required TimeSpan Steady { get; init; }

    public required int Window { get; init; }

    public required TimeSpan ReceiptDelay { get; init; }

    public required int Connections { get; init; }

    /// <summary>Steady messages at the start whose latency is not counted: a fresh load generator is slow for its first second.</summary>
    public int LeadIn => 2 * SteadyRate;

    public int SteadyCount => LeadIn + (int)(SteadyRate * Steady.TotalSeconds);

    public int Total => WarmUp + Count + SteadyCount;
}

/// <summary>One run on one engine: warm-up, a burst for the rate, a steady flow for the latency. Sequence numbers go on through all three.</summary>
public sealed class SmppRun(Workbench bench, SmppPlan plan, SmscProcess smsc, int port, string key)
{
    /// <summary>A load that its count should end is given up after this time.</summary>
    private static readonly TimeSpan LongestBurst = TimeSpan.FromMinutes(3);

    /// <summary>When nothing moves for this long, what has not come is lost.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    private readonly string _folder = bench.NewFolder("smpp");

    public static async Task<SmppFigures> Measure(Workbench bench, string engine, SmppPlan plan, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, plan.ReceiptDelay, ct);
        var store = engine == "postgres" ? await bench.NewDatabase(ct) : null;
        var (server, port, key) = await DeliveringServer.Start(bench, store, smsc.Port, plan.Window, ct);
        await using var stopping = server;
        return await new SmppRun(bench, plan, smsc, port, key).Measure(engine, ct);
    }

    private async Task<SmppFigures> Measure(string engine, CancellationToken ct)
    {
        if (plan.WarmUp > 0)
            await Burst(first: 0, plan.WarmUp, ct);
        var (load, burst) = await Burst(plan.WarmUp, plan.Count, ct);
        var steady = await Steady(plan.WarmUp + plan.Count, ct);

        var entries = await smsc.Entries(0, plan.Total, Path.Combine(_folder, "entries"), ct);
        var totals = await smsc.Totals(ct);
        if (totals.Strangers > 0 || totals.ReceiptsRefused > 0)
            throw new BenchFailure($"{totals.Strangers} submits had an unreadable text, {totals.ReceiptsRefused} receipts were refused.");
        if (totals.Receipts < totals.Distinct)
            throw new BenchFailure($"Only {totals.Receipts} of {totals.Distinct} submits asked for a receipt (registered_delivery).");
        return SmppFigures.Count(engine, load, burst, steady, plan, entries);
    }

    private async Task<(LoadResult Load, LoadMarks.Mark[] Marks)> Burst(int first, int count, CancellationToken ct)
    {
        var marks = Path.Combine(_folder, "burst");
        var load = await Load(Plan(first, count, marks) with { Measured = LongestBurst }, ct);
        await Receipts(first + count, ct);
        return (load, LoadMarks.Read(marks));
    }

    private async Task<LoadMarks.Mark[]> Steady(int first, CancellationToken ct)
    {
        var marks = Path.Combine(_folder, "steady");
        var time = TimeSpan.FromSeconds((double)plan.SteadyCount / plan.SteadyRate);
        await Load(Plan(first, plan.SteadyCount, marks) with { Measured = time, SendsPerSecond = plan.SteadyRate }, ct);
        await Receipts(plan.Total, ct);
        return LoadMarks.Read(marks);
    }

    /// <summary>What was never sent must not count as lost, so a load that did not come through is a failed run.</summary>
    private async Task<LoadResult> Load(LoadPlan load, CancellationToken ct)
    {
        var result = await bench.Load("sendapi", key, load, ct);
        var answered = result.Statuses.Values.Sum();
        return answered == load.MaxSends ? result : throw new BenchFailure($"Only {answered} of {load.MaxSends} messages were taken in {load.Measured}.");
    }

    private LoadPlan Plan(int first, int count, string marks) => new([port], RequestTemplate.SendApi(port, key))
    {
        Connections = plan.Connections,
        WarmUp = TimeSpan.Zero,
        MaxSends = count,
        FirstSequence = first,
        MarksPath = marks,
    };

    /// <summary>Waits until so many receipts in all are durable, or nothing moves any more.</summary>
    private async Task Receipts(int expected, CancellationToken ct)
    {
        var totals = await smsc.Totals(ct);
        var moved = Stopwatch.GetTimestamp();
        while (totals.ReceiptsTaken < expected && Stopwatch.GetElapsedTime(moved) < Standstill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            var now = await smsc.Totals(ct);
            if (now != totals)
                moved = Stopwatch.GetTimestamp();
            totals = now;
        }
    }
}
