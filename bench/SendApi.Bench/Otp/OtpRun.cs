using System.Globalization;
using System.Text;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;

namespace SendApi.Bench.Otp;

/// <summary>How soon codes left, in milliseconds from their requests.</summary>
public sealed record OtpFigures(string Engine, int Codes, Latency ToAnswer, Latency ToSubmit)
{
    /// <summary>Answered 201 and never submitted.</summary>
    public required int Lost { get; init; }

    /// <summary>Submits beyond the first of a code.</summary>
    public required long Doubled { get; init; }
}

/// <summary>Codes at fixed moments, each to a person of its own, through the whole server to a carrier that confirms each after a tenth of a second.</summary>
public static class OtpRun
{
    private static readonly TimeSpan ReceiptDelay = TimeSpan.FromMilliseconds(100), LongestWay = TimeSpan.FromSeconds(10);

    /// <param name="plan">Codes a second, those that come before what counts, and those that count.</param>
    public static async Task<OtpFigures> Measure(Workbench bench, string engine, (int PerSecond, int WarmUp, int Measured) plan, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, ReceiptDelay, ct);
        var store = engine == "postgres" ? await bench.NewDatabase(ct) : null;
        var (server, port, key) = await DeliveringServer.Start(bench, store, smsc.Port, DeliveringServer.Window, ct);
        await using var stopping = server;
        await OnlyLook(port, key, ct);

        var (folder, all) = (bench.NewFolder("otp"), plan.WarmUp + plan.Measured);
        var marks = Path.Combine(folder, "marks");
        var load = await bench.Load("otp", key, new LoadPlan([port], RequestTemplate.Codes(port, key))
        {
            WarmUp = TimeSpan.Zero,
            Measured = TimeSpan.FromSeconds((double)all / plan.PerSecond),
            MaxSends = all,
            SendsPerSecond = plan.PerSecond,
            MarksPath = marks,
        }, ct);
        if (load.Statuses.Values.Sum() is var taken && taken != all)
            throw new BenchFailure($"Only {taken} of {all} codes were taken in {load.Measured} s.");

        var entries = (await Entries(smsc, all, folder, ct))[plan.WarmUp..];
        var sent = LoadMarks.Read(marks)[plan.WarmUp..];
        return new(engine, entries.Length, Latency.Of(sent.Select(s => (s.Due, s.Answered))), Latency.Of(sent.Zip(entries, (s, e) => (s.Due, e.Submitted))))
        {
            Lost = entries.Count(e => e.Submitted == 0),
            Doubled = entries.Sum(e => Math.Max(0, e.Submits - 1)),
        };
    }

    /// <summary>Nobody enters these codes, so the guard would take them for an attack. In shadow it looks at each as always, and stops none.</summary>
    private static async Task OnlyLook(int port, string key, CancellationToken ct)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        using var body = new StringContent("""{"mode": "shadow"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1/verify/guard")), body, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What came to the carrier, once the last one is there or its time is over.</summary>
    private static async Task<SmscLedger.Entry[]> Entries(SmscProcess smsc, int all, string folder, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < LongestWay && (await smsc.Totals(ct)).Distinct < all; waited += ReceiptDelay)
            await Task.Delay(ReceiptDelay, TimeProvider.System, ct);
        return await smsc.Entries(0, all, Path.Combine(folder, "entries"), ct);
    }
}
