using System.Diagnostics;
using SendApi.Bench.Accept;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;

namespace SendApi.Bench.Smpp;

/// <summary>The same burst through Kannel with its store in memory, to the same SMSC: how many a second it submits. It asks for no receipts, and a crash loses what it took.</summary>
internal static class KannelRun
{
    private static readonly TimeSpan LongestBurst = TimeSpan.FromMinutes(3), Standstill = TimeSpan.FromSeconds(10);

    public static async Task<double> Measure(Workbench bench, SmppPlan plan, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, plan.ReceiptDelay, ct);
        await using var kannel = await Kannel.StartSmpp(bench, smsc.Port, plan.Window, ct);
        await Burst(bench, kannel, smsc, (0, plan.WarmUp), plan, ct);
        return await Burst(bench, kannel, smsc, (plan.WarmUp, plan.Count), plan, ct);
    }

    private static async Task<double> Burst(Workbench bench, RunningSubject kannel, SmscProcess smsc, (int First, int Count) part, SmppPlan plan, CancellationToken ct)
    {
        var marks = Path.Combine(bench.NewFolder("kannel"), "marks");
        await bench.Load(kannel.Target, kannel.Key, new LoadPlan(kannel.Ports, RequestTemplate.Kannel(kannel.Ports[0], kannel.Key))
        {
            Connections = plan.Connections,
            WarmUp = TimeSpan.Zero,
            Measured = LongestBurst,
            MaxSends = part.Count,
            FirstSequence = part.First,
            MarksPath = marks,
        }, ct);

        var (last, moved) = (-1L, Stopwatch.GetTimestamp());
        while (last < part.First + part.Count && Stopwatch.GetElapsedTime(moved) < Standstill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            if ((await smsc.Totals(ct)).Distinct is var now && now != last)
                (last, moved) = (now, Stopwatch.GetTimestamp());
        }

        var entries = await smsc.Entries(part.First, part.Count, Path.Combine(bench.NewFolder("kannel"), "entries"), ct);
        if (entries.Any(e => e.Submitted == 0))
            throw new BenchFailure($"Kannel did not submit {entries.Count(e => e.Submitted == 0)} of {part.Count} messages.");
        return part.Count / Stopwatch.GetElapsedTime(LoadMarks.Read(marks).Min(m => m.Answered), entries.Max(e => e.Submitted)).TotalSeconds;
    }
}
