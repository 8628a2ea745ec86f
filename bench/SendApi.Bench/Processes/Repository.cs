namespace SendApi.Bench.Processes;

/// <summary>Where the project's folder is, wherever the program was started from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(Environment.CurrentDirectory) ?? Find(AppContext.BaseDirectory)
        ?? throw new BenchFailure("SendApi.slnx is in no folder above: run from inside the project.");

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "SendApi.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
