using System.Text.RegularExpressions;

namespace SendApi.Tests.Architecture;

/// <summary>What the papers tell a newcomer to type must exist.</summary>
public static partial class PaperRules
{
    /// <summary>The <c>./dev</c> verbs a paper names that the script does not have.</summary>
    public static IEnumerable<Violation> UnknownVerbs(string path, string paper, string script)
    {
        var verbs = Label().Matches(script).SelectMany(m => m.Groups[1].Value.Split('|')).Select(v => v.Trim().Trim('"')).ToHashSet();
        var lines = paper.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            foreach (Match use in Use().Matches(lines[i]))
                if (!verbs.Contains(use.Groups[1].Value))
                    yield return new Violation(path, i + 1, $"'./dev {use.Groups[1].Value}' does not exist");
    }

    /// <summary>Links of a paper to files of the repository that are not there.</summary>
    public static IEnumerable<Violation> DeadLinks(string path, string paper)
    {
        var folder = Path.GetDirectoryName(Repository.File(path))!;
        var lines = paper.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            foreach (Match link in Link().Matches(lines[i]))
                if (!Path.Exists(Path.Combine(folder, link.Groups[1].Value)))
                    yield return new Violation(path, i + 1, $"the link to {link.Groups[1].Value} leads nowhere");
    }

    /// <summary>The packages of Directory.Packages.props that the decision record has no row for. A row may name a family: <c>Name.*</c>.</summary>
    public static IEnumerable<Violation> UndecidedPackages(string path, string props, string record)
    {
        var lines = props.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (Package().Match(lines[i]).Groups[1] is { Success: true, Value: var package } && !Has(package))
                yield return new Violation(path, i + 1, $"{package} has no row in docs/decisions/0001-packages.md (10)");

        bool Has(string package) => record.Contains(package.Split('.')[0] + ".*", StringComparison.Ordinal)
            || Regex.IsMatch(record, $@"[|,] {Regex.Escape(package)}( \(| \||,)");
    }

    [GeneratedRegex(@"<PackageVersion\s+Include=""([^""]+)""")]
    private static partial Regex Package();

    [GeneratedRegex(@"(?:^|[\s`'(])\./dev ([a-z][a-z-]*)")]
    private static partial Regex Use();

    /// <summary>A branch of the script's case: <c>run)</c> or <c>build|b)</c>.</summary>
    [GeneratedRegex(@"^\s*\(?([\w""-]+(?:\s*\|\s*[\w""-]+)*)\)", RegexOptions.Multiline)]
    private static partial Regex Label();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
