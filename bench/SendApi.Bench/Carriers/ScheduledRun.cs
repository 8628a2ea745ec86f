using System.Diagnostics;
using System.Globalization;
using SendApi.Bench.Grown;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;

namespace SendApi.Bench.Carriers;

/// <summary>How punctual scheduled messages were among many that wait, in seconds after their times.</summary>
/// <param name="Missing">They were due and did not leave.</param>
public sealed record ScheduledFigures(string Engine, int Waiting, int Due, double P99, double Longest, int Early, int Missing, double GrownMegabytes);

/// <summary>A store with many messages for later, and some among them for the next seconds.</summary>
internal static class ScheduledRun
{
    private const int Due = 2_000, OverSeconds = 20;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    public static async Task<ScheduledFigures> Measure(Workbench bench, string engine, int waiting, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        var later = TimeProvider.System.GetUtcNow().AddDays(1);
        await using var shop = await Shop.Open(bench, engine, [("carrier", smsc.Port, "window=50")], (folder, store) => new GrownStore(folder, store).Schedule(waiting, later, ct), ct);

        var start = TimeProvider.System.GetUtcNow() + Ahead;
        for (var n = 0; n < Due; n += 20)
            await Task.WhenAll(Enumerable.Range(n, 20).Select(m => Send(shop, m, At(start, m), ct)));
        var before = shop.Server.ResidentMegabytes();
        var (ticks, moment) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        await Task.Delay(start.AddSeconds(OverSeconds + 5) - TimeProvider.System.GetUtcNow(), TimeProvider.System, ct);

        var entries = await smsc.Entries(0, Due, Path.Combine(bench.NewFolder("scheduled"), "entries"), ct);
        var late = entries.Select((e, n) => (moment + Stopwatch.GetElapsedTime(ticks, e.Submitted) - At(start, n)).TotalSeconds).Where((_, n) => entries[n].Submitted > 0).Order().ToArray();
        return new(engine, waiting, Due, late[late.Length * 99 / 100], late[^1], late.Count(l => l < -0.01), Due - late.Length, Math.Max(0, shop.Server.ResidentMegabytes() - before));
    }

    // Whole milliseconds, as they are written.
    private static DateTimeOffset At(DateTimeOffset start, int n) =>
        DateTimeOffset.FromUnixTimeMilliseconds(start.AddSeconds(n * (double)OverSeconds / Due).ToUnixTimeMilliseconds());

    private static Task Send(Shop shop, int number, DateTimeOffset at, CancellationToken ct) => shop.Post("/v1/sms/send",
        string.Create(CultureInfo.InvariantCulture, $$"""{"to": "+4477003{{number:D5}}", "content": "Bench {{number:D10}} at its time", "send_at": "{{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}"""), ct);
}
