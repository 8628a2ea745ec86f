using System.Diagnostics;
using System.Net;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Carriers;

/// <summary>What became of messages whose first carrier went away in the middle.</summary>
/// <param name="Missing">No carrier saw them, and they are not marked uncertain.</param>
/// <param name="Seconds">Until the last of them was submitted.</param>
public sealed record FailoverFigures(string Engine, int Messages, long First, long Second, int Uncertain, int Doubled, int Missing, double Seconds);

/// <summary>Two carriers in processes of their own; the cable to the first one is cut, and both count.</summary>
internal static class FailoverRun
{
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    public static async Task<FailoverFigures> Measure(Workbench bench, string engine, int messages, CancellationToken ct)
    {
        await using var first = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        await using var second = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        await using var cable = new Cable(new IPEndPoint(IPAddress.Loopback, first.Port));
        await using var shop = await Shop.Open(bench, engine, [("first", cable.Port, "window=50"), ("second", second.Port, "window=50")], null, ct);

        var began = Stopwatch.GetTimestamp();
        var sending = shop.Send(bench, messages, ct);
        while ((await first.Totals(ct)).Distinct < messages / 3)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        cable.Refuse();
        await sending;

        var (last, moved) = (-1L, Stopwatch.GetTimestamp());
        while (last < messages && Stopwatch.GetElapsedTime(moved) < Standstill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
            if ((await first.Totals(ct)).Distinct + (await second.Totals(ct)).Distinct is var now && now != last)
                (last, moved) = (now, Stopwatch.GetTimestamp());
        }

        var seconds = (moved - began) / (double)Stopwatch.Frequency;
        var folder = bench.NewFolder("failover");
        var (a, b) = (await first.Entries(0, messages, Path.Combine(folder, "first"), ct), await second.Entries(0, messages, Path.Combine(folder, "second"), ct));
        var times = a.Zip(b, (x, y) => x.Submits + y.Submits).ToList();
        var uncertain = await shop.Count("uncertain", ct);
        // What the cut swallowed no carrier saw: it must be among the uncertain ones.
        return new(engine, messages, a.Count(e => e.Submits > 0), b.Count(e => e.Submits > 0), uncertain, times.Count(t => t > 1), Math.Max(0, times.Count(t => t == 0) - uncertain), seconds);
    }
}
