using SendApi.Proof.Faults;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Reporting;

/// <summary>One fault as it went.</summary>
/// <param name="At">When it began, since the first text.</param>
/// <param name="Recovery">From its end until every node answered 201 again and texts reached the carrier; null where the next kill came first.</param>
public sealed record RoundResult(Round Round, TimeSpan At, TimeSpan? Recovery);

/// <summary>All rounds of one kind in one line.</summary>
public sealed record Recovery(FaultKind Kind, int Rounds, TimeSpan Longest, TimeSpan Median);

/// <summary>What a proof found, for people and for programs.</summary>
public sealed record ProofReport
{
    public required ProofPlan Plan { get; init; }

    public required string Store { get; init; }

    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<RoundResult> Rounds { get; init; }

    /// <summary>How many texts were answered in each second.</summary>
    public required IReadOnlyList<int> PerSecond { get; init; }

    /// <summary>The longest that a client waited for an answer.</summary>
    public required TimeSpan LongestWait { get; init; }

    public required TimeSpan Took { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Where the data was kept, if it was.</summary>
    public required string? Data { get; init; }

    public IReadOnlyList<Recovery> Recoveries => [.. Rounds.GroupBy(r => r.Round.Kind).OrderBy(g => g.Key).Select(g =>
    {
        var times = g.Select(r => r.Recovery).OfType<TimeSpan>().Order().ToList();
        return new Recovery(g.Key, g.Count(), times.LastOrDefault(), times.Count == 0 ? TimeSpan.Zero : times[times.Count / 2]);
    })];

    /// <summary>What to type to do the same again.</summary>
    public string Command
    {
        get
        {
            var store = Plan.Store switch { ProofStoreKind.Sqlite => "", ProofStoreKind.Cluster => " --store postgres", _ => " --store postgres://…" };
            var nodes = Plan.Store == ProofStoreKind.Sqlite ? "" : $" --nodes {Plan.Nodes}";
            var cut = Plan.Faults.Contains(FaultKind.StoreCut) ? $" --cut-seconds {Plan.Cut.TotalSeconds:0}" : "";
            var beside = Plan.Beside is null ? "" : $" --beside {Plan.Beside}";
            return $"sendapi prove --kills {Plan.Kills}{store}{nodes} --faults {string.Join(',', Plan.Faults.Select(f => f.Name()))}{cut} --clients {Plan.Clients}{beside} --seed {Plan.Seed}";
        }
    }

    public string Title => Verdict.IsRight ? "Nothing was lost and nothing was doubled." : "Something is wrong.";

    /// <summary>The title, and what is wrong first.</summary>
    public string Headline => Verdict.IsRight ? Title : $"{Title} {Verdict.Fault}";
}
