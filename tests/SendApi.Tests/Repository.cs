namespace SendApi.Tests;

/// <summary>The source tree these tests were built from, found by walking up to the solution file.</summary>
public static class Repository
{
    public static readonly string Root = Find();

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "SendApi.slnx")))
                return folder.FullName;
        throw new InvalidOperationException($"No SendApi.slnx above {AppContext.BaseDirectory}.");
    }
}
