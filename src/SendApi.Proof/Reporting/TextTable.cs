using System.Globalization;
using System.Text;
using SendApi.Proof.Faults;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Reporting;

/// <summary>The report for a terminal.</summary>
public static class TextTable
{
    public static string Of(ProofReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Setting(report)}, seed {report.Plan.Seed}");
        text.AppendLine();
        Rows(text, report.Verdict.Rows.Where(r => !r.IsPromise));
        text.AppendLine();
        Rows(text, report.Verdict.Rows.Where(r => r.IsPromise));
        text.AppendLine();
        Recoveries(text, report.Recoveries);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Headline} It took {Time(report.Took)}; no client waited longer than {Time(report.LongestWait)}.");
        text.Append("Again: ").Append(report.Command);
        return text.ToString();
    }

    /// <summary>A value as people read it: <c>12,345</c>, or an amount with its places.</summary>
    public static string Value(decimal value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary><c>0.42 s</c>, <c>12.3 s</c>, <c>3 min 20 s</c></summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} min {time.Seconds} s"),
    };

    /// <summary><c>20 kills and 4 other faults on PostgreSQL, 3 nodes</c></summary>
    public static string Setting(ProofReport report) =>
        $"{Faults(report)} on {report.Store}, {(report.Plan.Nodes == 1 ? "1 node" : $"{report.Plan.Nodes} nodes")}{(report.Plan.Beside is null ? "" : ", every second one another version")}";

    private static string Faults(ProofReport report)
    {
        var kills = report.Rounds.Count(r => r.Round.Kind == FaultKind.Kill);
        var others = report.Rounds.Count - kills;
        return $"{(kills == 1 ? "1 kill" : $"{kills} kills")}{others switch { 0 => "", 1 => " and 1 other fault", _ => $" and {others} other faults" }}";
    }

    private static void Rows(StringBuilder text, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(row.Faults.Count > 0 ? "!" : " ")} {row.Name,-24}{Value(row.Value),12}   {row.Meaning}");
    }

    private static void Recoveries(StringBuilder text, IReadOnlyList<Recovery> recoveries)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"    {"fault",-16}{"rounds",8}{"recovery, median",20}{"longest",12}");
        foreach (var recovery in recoveries)
            text.AppendLine(CultureInfo.InvariantCulture, $"    {recovery.Kind.Name(),-16}{recovery.Rounds,8}{Time(recovery.Median),20}{Time(recovery.Longest),12}");
    }
}
