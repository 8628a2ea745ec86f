namespace SendApi.Proof.Processes;

/// <summary>What to start, and on which processors.</summary>
public sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>As taskset reads them; null leaves all.</summary>
    public string? Cpus { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables that begin so are not handed down, such as settings of whoever started this program; null hands down all.</summary>
    public string? WithoutVariables { get; init; }

    /// <summary>A file that gets every line of the error stream; null keeps only the last ones.</summary>
    public string? LogFile { get; init; }

    /// <summary>The same program with further words.</summary>
    public ChildCommand With(params IEnumerable<string> words) => this with { Arguments = [.. Arguments, .. words] };

    public override string ToString() => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}";
}
