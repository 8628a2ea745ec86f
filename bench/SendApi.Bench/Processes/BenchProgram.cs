using SendApi.Proof.Processes;

namespace SendApi.Bench.Processes;

/// <summary>This program as a child of its own: a load that shares the server's process would be measured with it.</summary>
internal static class BenchProgram
{
    /// <summary>This program again, with one of its verbs.</summary>
    public static ChildCommand Again(IReadOnlyList<string> arguments)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "SendApi.Bench");
        return File.Exists(assembly) ? new ChildCommand(assembly, arguments) : new ChildCommand("dotnet", [assembly + ".dll", .. arguments]);
    }
}
