using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using SendApi.Proof.Faults;

namespace SendApi.Proof.Reporting;

/// <summary>The report for programs. Its names are kept: others read them.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ProofReport report) => JsonSerializer.Serialize(new
    {
        IsRight = report.Verdict.IsRight,
        Fault = report.Verdict.Fault,
        report.Plan.Seed,
        report.Command,
        report.At,
        Store = report.Store.ToLowerInvariant(),
        report.Plan.Nodes,
        Beside = report.Plan.Beside,
        report.Plan.Clients,
        Faults = report.Plan.Faults.Select(f => f.Name()),
        Machine = new { System = RuntimeInformation.OSDescription, Processors = Environment.ProcessorCount, Runtime = RuntimeInformation.FrameworkDescription },
        Figures = report.Verdict.Rows.ToDictionary(r => r.Key, r => r.Value),
        Wrong = report.Verdict.Rows.Where(r => r.Faults.Count > 0).ToDictionary(r => r.Key, r => r.Faults.Take(20)),
        LongestWaitSeconds = Seconds(report.LongestWait),
        TookSeconds = Seconds(report.Took),
        Recoveries = report.Recoveries.Select(r => new { Fault = r.Kind.Name(), r.Rounds, MedianSeconds = Seconds(r.Median), LongestSeconds = Seconds(r.Longest) }),
        Rounds = report.Rounds.Select(r => new { Fault = r.Round.Kind.Name(), r.Round.Number, Node = r.Round.Node + 1, AtSeconds = Seconds(r.At), RecoverySeconds = r.Recovery is { } recovery ? Seconds(recovery) : (double?)null }),
        AnsweredPerSecond = report.PerSecond,
    }, Shape);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
