using System.Globalization;
using System.Text.Json;
using SendApi.Bench.Processes;
using SendApi.Bench.Reports;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Smpp;

/// <summary>The SMSC as its tester sees it: another process that is asked for its counters.</summary>
public sealed class SmscProcess(ChildProcess child, int port) : IAsyncDisposable
{
    public ChildProcess Child => child;

    public int Port => port;

    public static async Task<SmscProcess> Start(Workbench bench, TimeSpan receiptDelay, CancellationToken ct)
    {
        var port = Workbench.FreePort();
        var delay = receiptDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["smsc", "--port", port.ToString(CultureInfo.InvariantCulture), "--receipt-delay", delay];
        var child = ChildProcess.Start(BenchProgram.Again(arguments) with { Cpus = bench.ClientCpus });
        var smsc = new SmscProcess(child, port);
        await child.NextLine(ct);
        return smsc;
    }

    public async Task<SmscTotals> Totals(CancellationToken ct) => Read(await child.Ask("totals", ct));

    /// <summary>Writes the entries of this range of sequence numbers into a file and reads them back.</summary>
    public async Task<SmscLedger.Entry[]> Entries(int first, int count, string path, CancellationToken ct)
    {
        await child.Ask(string.Create(CultureInfo.InvariantCulture, $"dump {first} {count} {path}"), ct);
        return SmscLedger.Read(path);
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();

    private static SmscTotals Read(string line) =>
        JsonSerializer.Deserialize<SmscTotals>(line, ReportFiles.Line) ?? throw new BenchFailure("The SMSC answered nothing.");
}
