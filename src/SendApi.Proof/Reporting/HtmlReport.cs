using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using SendApi.Proof.Faults;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Reporting;

/// <summary>The report as one page that needs nothing beside itself.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ground: #fff; --raised: #f6f8fa; --line: #e3e8ee; --ink: #1a1f36; --soft: #4f566b; --good: #1b7341; --bad: #b3261e; --bar: #8f8ae6; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f1117; --raised: #171a23; --line: #282d3a; --ink: #e8eaf0; --soft: #b4bac8; --good: #8ad3a6; --bad: #ff9b90; --bar: #6a64d0; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 3rem 1.5rem 5rem; background: var(--ground); color: var(--ink); font: 1rem/1.6 ui-sans-serif, system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
        h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem; text-wrap: balance; }
        h1.good { color: var(--good); } h1.bad { color: var(--bad); }
        h2 { font-size: 1.15rem; margin: 2.75rem 0 .5rem; }
        p { color: var(--soft); margin: .5rem 0; max-width: 46rem; }
        pre { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1.1rem; overflow-x: auto; font-size: .875rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
        th { font-weight: 600; font-size: .875rem; color: var(--soft); }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.name { white-space: nowrap; font-weight: 600; }
        td.meaning { color: var(--soft); font-size: .9375rem; }
        td.good { color: var(--good); font-weight: 700; } td.bad { color: var(--bad); font-weight: 700; }
        li { color: var(--bad); overflow-wrap: anywhere; }
        svg { width: 100%; height: auto; display: block; margin-top: .75rem; }
        svg text { font: 11px ui-sans-serif, system-ui, Arial, sans-serif; fill: var(--soft); }
        """;

    public static string Of(ProofReport report)
    {
        var (plan, right) = (report.Plan, report.Verdict.IsRight);
        var machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}";
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>SendAPI proof, seed {plan.Seed}</title><style>{Style}</style></head>
            <body>
            <h1 class="{(right ? "good" : "bad")}">{report.Title}</h1>
            <p>{Text(TextTable.Setting(report))}, while {plan.Clients} clients sent texts. It took {TextTable.Time(report.Took)}; no client waited longer than {TextTable.Time(report.LongestWait)} for an answer.</p>
            {Wrong(report)}
            <h2>What must be zero</h2>
            {Rows(report.Verdict.Rows.Where(r => r.IsPromise))}
            <h2>What was counted</h2>
            {Rows(report.Verdict.Rows.Where(r => !r.IsPromise))}
            <h2>Faults, and how long until all worked again</h2>
            {Recoveries(report.Recoveries)}
            <h2>Texts answered each second</h2>
            {Chart.Of(report)}
            <h2>Again</h2>
            <p>The seed fixes which faults come, in which order, and whom they meet. When exactly they meet which text is up to the machine.</p>
            <pre>{Text(report.Command)}</pre>
            <p>{report.At:yyyy-MM-dd HH:mm} UTC · {Text(machine)}</p>
            </body>
            </html>

            """;
    }

    private static string Wrong(ProofReport report)
    {
        if (report.Verdict.IsRight)
            return "";
        var list = report.Verdict.Rows.SelectMany(r => r.Faults.Take(20).Select(f => $"<li>{Text($"{r.Name}: {f}")}</li>"));
        return $"<h2>What is wrong</h2><ul>{string.Concat(list)}</ul><p>The logs of the nodes lie beside this page.</p>";
    }

    private static string Rows(IEnumerable<Row> rows) => Table("", rows.Select(row =>
    {
        var mark = !row.IsPromise ? "" : row.Faults.Count == 0 ? " good" : " bad";
        return $"""<tr><td class="name">{Text(row.Name)}</td><td class="number{mark}">{TextTable.Value(row.Value)}</td><td class="meaning">{Text(row.Meaning)}</td></tr>""";
    }));

    private static string Recoveries(IEnumerable<Recovery> recoveries) => Table(
        """<tr><th>Fault</th><th class="number">Rounds</th><th class="number">Median</th><th class="number">Longest</th><th>What it is</th></tr>""",
        recoveries.Select(r => $"""<tr><td class="name">{r.Kind.Name()}</td><td class="number">{r.Rounds}</td><td class="number">{TextTable.Time(r.Median)}</td><td class="number">{TextTable.Time(r.Longest)}</td><td class="meaning">{Text(r.Kind.Sentence())}</td></tr>"""));

    private static string Table(string head, IEnumerable<string> rows) =>
        new StringBuilder("<div class=\"scroll\"><table>").Append(head).AppendJoin("", rows).Append("</table></div>").ToString();

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Answered texts over time, with a line for each fault.</summary>
    private static class Chart
    {
        private const double Width = 960, Height = 180, Foot = 20;

        public static string Of(ProofReport report)
        {
            var seconds = Math.Max(report.PerSecond.Count, 1);
            var (most, step) = (Math.Max(1, report.PerSecond.DefaultIfEmpty(0).Max()), Width / seconds);
            var bars = report.PerSecond.Select((count, second) =>
                Invariant($"""<rect x="{second * step:0.##}" y="{Height - count * Height / most:0.##}" width="{Math.Max(step - 0.6, 0.4):0.##}" height="{count * Height / most:0.##}" fill="var(--bar)"/>"""));
            var faults = report.Rounds.Select(r =>
                Invariant($"""<line x1="{r.At.TotalSeconds * step:0.##}" x2="{r.At.TotalSeconds * step:0.##}" y1="0" y2="{Height}" stroke="var(--bad)" stroke-width="{(r.Round.Kind == FaultKind.Kill ? 0.7 : 1.8)}" opacity=".75"><title>{r.Round.Kind.Name()} {r.Round.Number}, node {r.Round.Node + 1}, at {r.At.TotalSeconds:0.0} s</title></line>"""));
            return Invariant($"""<svg viewBox="0 0 {Width} {Height + Foot}" role="img" aria-label="Texts answered in each second, and the faults"><text x="0" y="{Height + 15}">0 s</text><text x="{Width}" y="{Height + 15}" text-anchor="end">{seconds} s</text><text x="{Width / 2}" y="{Height + 15}" text-anchor="middle">at most {most} a second; red lines are faults, thin ones kills</text>{string.Concat(bars)}{string.Concat(faults)}</svg>""");
        }

        private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
