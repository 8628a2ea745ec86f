namespace SendApi.Proof.Judging;

/// <summary>One line of the table.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Meaning">What was counted, in one sentence.</param>
/// <param name="Faults">What is wrong, a sentence each; empty where all is well.</param>
public sealed record Row(string Key, string Name, decimal Value, string Meaning, IReadOnlyList<string> Faults)
{
    /// <summary>Whether it must be 0.</summary>
    public bool IsPromise { get; init; }

    /// <summary>A number that is only told.</summary>
    public static Row Told(string key, string name, decimal value, string meaning) => new(key, name, value, meaning, []);

    /// <summary>A number that must be 0: one for each fault.</summary>
    public static Row Promise(string key, string name, string meaning, IEnumerable<string> faults)
    {
        var list = faults.ToList();
        return new(key, name, list.Count, meaning, list) { IsPromise = true };
    }

    /// <summary>A difference between two sums that must be 0.</summary>
    public static Row Difference(string key, string name, string meaning, decimal value, IEnumerable<string> faults) =>
        new(key, name, value, meaning, [.. faults]) { IsPromise = true };
}
