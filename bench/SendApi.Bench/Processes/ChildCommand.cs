namespace SendApi.Bench.Processes;

/// <summary>What to start, and on which processors.</summary>
public sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>As taskset reads them; null leaves all.</summary>
    public string? Cpus { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>This program again, with one of its verbs.</summary>
    public static ChildCommand OfBench(IReadOnlyList<string> arguments)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "SendApi.Bench");
        return File.Exists(assembly) ? new ChildCommand(assembly, arguments) : new ChildCommand("dotnet", [assembly + ".dll", .. arguments]);
    }
}
