using System.Diagnostics;
using System.Globalization;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;

namespace SendApi.Bench.Carriers;

/// <summary>How soon one-time codes left beside a bulk, in milliseconds from their requests.</summary>
public sealed record UrgentFigures(string Engine, int Bulk, int Codes, double P50, double P99, double Longest);

/// <summary>A bulk that a slow carrier works off for half a minute, and a code every tenth of a second.</summary>
internal static class UrgentRun
{
    private const int Codes = 150, PerSecond = 400, WarmUp = 2_000;

    public static async Task<UrgentFigures> Measure(Workbench bench, string engine, int recipients, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        await using var shop = await Shop.Open(bench, engine, [("carrier", smsc.Port, string.Create(CultureInfo.InvariantCulture, $"throttle_per_second={PerSecond}"))], null, ct);
        for (var n = 0; n < WarmUp / 10; n++)
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Code(shop, 1_000_000 + (10 * n) + i, ct)));
        // They wait for the carrier's allowance, and the first ones measured would wait behind them.
        while ((await smsc.Totals(ct)).Submits < WarmUp)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);

        var list = string.Join(',', Enumerable.Range(0, recipients).Select(n => string.Create(CultureInfo.InvariantCulture, $"\"+447701{n:D6}\"")));
        var bulk = shop.Post("/v1/sms/send-bulk", $$"""{"recipients": [{{list}}], "content": "Our sale begins tomorrow."}""", ct);
        var asked = new long[Codes];
        for (var n = 0; n < Codes; n++)
        {
            asked[n] = Stopwatch.GetTimestamp();
            await Code(shop, n, ct);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }

        var accepted = (await bulk).GetProperty("accepted").GetInt32();
        var entries = await smsc.Entries(0, Codes, Path.Combine(bench.NewFolder("urgent"), "entries"), ct);
        var waits = entries.Select((e, n) => e.Submitted == 0 ? double.PositiveInfinity : Stopwatch.GetElapsedTime(asked[n], e.Submitted).TotalMilliseconds).Order().ToArray();
        return new(engine, accepted, Codes, waits[Codes / 2], waits[Codes * 99 / 100], waits[^1]);
    }

    private static Task Code(Shop shop, int number, CancellationToken ct) => shop.Post("/v1/sms/send",
        string.Create(CultureInfo.InvariantCulture, $$"""{"to": "+4477002{{number % 100_000:D5}}", "content": "Bench {{number:D10}} is your code", "traffic_class": "otp"}"""), ct);
}
