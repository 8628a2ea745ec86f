using System.Globalization;
using System.Runtime.InteropServices;
using SendApi.Bench.Processes;

namespace SendApi.Bench.Reports;

/// <summary>What a figure depends on and a reader cannot know: without it a table is a rumour.</summary>
public sealed record MachineFacts(string Date, string Placement)
{
    public int Cores { get; init; } = Environment.ProcessorCount;

    public string Processor { get; init; } = ProcessorName();

    public string DotNet { get; init; } = RuntimeInformation.FrameworkDescription;

    /// <summary>The kind of file system under the data of the servers measured.</summary>
    public string DataFileSystem { get; init; } = new DriveInfo(Path.GetTempPath()).DriveFormat;

    /// <param name="workbench">Says which processors each side had.</param>
    public static MachineFacts Read(Workbench workbench, TimeProvider clock)
    {
        var placement = workbench.ServerCpus is null && workbench.ClientCpus is null
            ? "servers and load generator share all processors"
            : $"servers on processors {workbench.ServerCpus ?? "all"}, load generator on {workbench.ClientCpus ?? "all"}";
        return new MachineFacts(clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), placement);
    }

    public string Sentence()
    {
        var memory = DataFileSystem == "tmpfs" ? " (which is memory: \"on disk\" means nothing here; point TMPDIR at a disk)" : "";
        return $"{Date}, {Cores} cores ({Processor}), {DotNet}, data on {DataFileSystem}{memory}; {Placement}.";
    }

    private static string ProcessorName() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();
}
