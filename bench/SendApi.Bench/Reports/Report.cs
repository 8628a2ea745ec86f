namespace SendApi.Bench.Reports;

/// <summary>What a verb found: a table to read, the bounds it judged, and every single figure for whoever wants to count again.</summary>
public sealed record Report(string Name, string Title)
{
    public required MachineFacts Machine { get; init; }

    public required Table Table { get; init; }

    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    public required object Figures { get; init; }

    /// <summary>0 when every judged bound was kept, 1 when one was missed.</summary>
    public int ExitCode => Verdicts.Any(verdict => verdict.Outcome == Outcome.Missed) ? 1 : 0;

    public string Markdown()
    {
        var verdicts = Verdicts.Select(verdict => $"- {verdict.Outcome.ToString().ToLowerInvariant()}: {verdict.Bound}; measured {verdict.Measured}");
        return $"{Table.Markdown()}\n{string.Join('\n', verdicts)}\n\n{Machine.Sentence()}\n";
    }
}

/// <summary>How a bound came out.</summary>
public enum Outcome
{
    Kept,
    Missed,

    /// <summary>Its row was left out or could not run here.</summary>
    Unjudged,
}

/// <summary>One bound and what was measured against it.</summary>
public sealed record Verdict(string Bound, string Measured, Outcome Outcome)
{
    public static Verdict AtLeast(string what, double bound, double? measured) =>
        Judge($"{what} at least {Figure.Text(bound)}", measured, value => value >= bound);

    public static Verdict AtMost(string what, double bound, double? measured) =>
        Judge($"{what} at most {Figure.Text(bound)}", measured, value => value <= bound);

    private static Verdict Judge(string bound, double? measured, Func<double, bool> isKept) => measured is { } value
        ? new Verdict(bound, Figure.Text(value), isKept(value) ? Outcome.Kept : Outcome.Missed)
        : new Verdict(bound, "nothing", Outcome.Unjudged);
}
