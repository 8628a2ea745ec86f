using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SendApi.Tests.Architecture;

/// <summary>Where a rule of the house is broken; its text is what a failing test shows.</summary>
public sealed record Violation(string Path, int Line, string Rule)
{
    public override string ToString() => $"{Path}:{Line}: {Rule}";
}

/// <summary>One C# file with its syntax. The path is relative to the repository, with forward slashes.</summary>
public sealed class SourceFile(string path, string text)
{
    private readonly Lazy<SyntaxNode> _root = new(() => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public SyntaxNode Root => _root.Value;

    /// <summary>The folder below src/SendApi.Server that the file is in; empty for the files beside Program.cs, null outside the server.</summary>
    public string? ServerFolder =>
        Path.Split('/') is ["src", "SendApi.Server", .. var rest] ? rest.Length > 1 ? rest[0] : "" : null;

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public Violation Breaks(SyntaxNode where, string rule) => Breaks(where.GetFirstToken(), rule);

    public Violation Breaks(SyntaxToken where, string rule) => new(Path, Line(where.GetLocation()), rule);

    public Violation Breaks(SyntaxTrivia where, string rule) => new(Path, Line(where.GetLocation()), rule);

    private static int Line(Location place) => place.GetLineSpan().StartLinePosition.Line + 1;
}

/// <summary>All C# of the repository, read once.</summary>
public static class SourceTree
{
    private static readonly string[] Roots = ["src", "tests", "bench"];

    public static readonly IReadOnlyList<SourceFile> All =
        [.. Roots.SelectMany(root => FilesOf(root, "*.cs")).Select(path => new SourceFile(path, File.ReadAllText(Repository.File(path))))];

    public static readonly IReadOnlyList<SourceFile> Product = [.. All.Where(f => f.IsProduct)];

    /// <summary>Files of a folder and those below it, without what a build leaves there.</summary>
    public static IEnumerable<string> FilesOf(string folder, string pattern) => !Directory.Exists(Repository.File(folder)) ? [] :
        Directory.EnumerateFiles(Repository.File(folder), pattern, SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    /// <summary>A test's way to say that nothing breaks a rule: the failure lists every place that does.</summary>
    public static void Clean(IEnumerable<Violation> violations)
    {
        var list = violations.ToList();
        Assert.True(list.Count == 0, $"{list.Count} places break a rule of STYLE.md:\n{string.Join('\n', list)}");
    }
}
