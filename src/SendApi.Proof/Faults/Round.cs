namespace SendApi.Proof.Faults;

/// <summary>One fault, as the seed drew it.</summary>
/// <param name="Number">Which of its kind it is, from 1: what goes by turns goes by this.</param>
/// <param name="Node">Whom it meets, from 0.</param>
/// <param name="Delay">How much longer the work goes on before it.</param>
/// <param name="OnItsWayUp">A kill of a node that was only just started again.</param>
public sealed record Round(FaultKind Kind, int Number, int Node, TimeSpan Delay, bool OnItsWayUp);

/// <summary>The order of the faults. The same seed gives the same.</summary>
public static class Schedule
{
    /// <summary>Every so many kills one meets a node on its way up.</summary>
    private const int EveryOnItsWayUp = 5;

    private const int LongestDelayMilliseconds = 400;

    /// <summary>A handful of rounds of each other fault, fewer where there are few kills.</summary>
    public static int RoundsOfOthers(int kills) => Math.Clamp(kills / 20, 1, 5);

    public static IReadOnlyList<Round> Of(int seed, int kills, int nodes, IReadOnlyList<FaultKind> faults)
    {
#pragma warning disable RS0030 // The seed is printed, so the run can be repeated.
        var chance = new Random(seed);
#pragma warning restore RS0030
        var killRounds = faults.Contains(FaultKind.Kill) ? Kills(chance, kills, nodes) : [];
        var others = Enumerable.Range(1, RoundsOfOthers(kills))
            .SelectMany(number => faults.Where(k => k != FaultKind.Kill).Select(kind => new Round(kind, number, chance.Next(nodes), Delay(chance), false))).ToList();
        return Spread(killRounds, others);
    }

    private static List<Round> Kills(Random chance, int kills, int nodes)
    {
        var rounds = new List<Round>();
        for (var number = 1; number <= kills; number++)
        {
            var onItsWayUp = number % EveryOnItsWayUp == 0;
            var node = chance.Next(nodes);
            rounds.Add(new(FaultKind.Kill, number, onItsWayUp ? rounds[^1].Node : node, Delay(chance), onItsWayUp));
        }

        return rounds;
    }

    /// <summary>Evenly between the kills, never between a kill and the one that meets the same node on its way up.</summary>
    private static List<Round> Spread(List<Round> kills, List<Round> others)
    {
        var rounds = new List<Round>();
        var next = 0;
        for (var kill = 0; kill < kills.Count; kill++)
        {
            while (!kills[kill].OnItsWayUp && next < others.Count && kill >= (next + 1) * kills.Count / (others.Count + 1))
                rounds.Add(others[next++]);
            rounds.Add(kills[kill]);
        }

        rounds.AddRange(others.Skip(next));
        return rounds;
    }

    private static TimeSpan Delay(Random chance) => TimeSpan.FromMilliseconds(chance.Next(LongestDelayMilliseconds));
}
