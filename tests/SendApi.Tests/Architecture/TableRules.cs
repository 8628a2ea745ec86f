using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SendApi.Tests.Architecture;

/// <summary>Rule 9 of STYLE.md: each table has one owner folder, named in its migration. Anyone may read, only the owner writes.</summary>
public static partial class TableRules
{
    /// <summary>The owner of each table, read from the comment above its creation; a table without one is a violation.</summary>
    public static (IReadOnlyDictionary<string, string> Owners, IReadOnlyList<Violation> Violations) Owners(string path, string sql)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var violations = new List<Violation>();
        string? owner = null;
        var lines = sql.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Creation().Match(lines[i]) is { Success: true } table)
            {
                if (owner is null)
                    violations.Add(new Violation(path, i + 1, $"the table {table.Groups[1].Value} has no '-- owner: Folder' above it (9)"));
                else
                    owners[table.Groups[1].Value] = owner;
            }

            owner = Owner().Match(lines[i]) is { Success: true } named ? named.Groups[1].Value
                : lines[i].TrimStart().StartsWith("--", StringComparison.Ordinal) ? owner : null;
        }

        return (owners, violations);
    }

    /// <summary>What a node of the version before could not live with: a migration runs while such nodes still work.</summary>
    public static IEnumerable<Violation> OnlyAdds(string path, string sql)
    {
        var lines = sql.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (!lines[i].TrimStart().StartsWith("--", StringComparison.Ordinal) && TakesAway().IsMatch(lines[i]))
                yield return new Violation(path, i + 1, "a migration only adds: tables, columns that may be null or have a default, indexes (9)");
    }

    /// <summary>The writes in a file's texts to tables that are not its folder's own.</summary>
    public static IEnumerable<Violation> Check(SourceFile file, IReadOnlyDictionary<string, string> owners) =>
        from token in file.Root.DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
            || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            || token.IsKind(SyntaxKind.Utf8StringLiteralToken)
        from Match write in Write().Matches(token.Text)
        let table = write.Groups["table"].Value
        where owners.TryGetValue(table, out var owner) && owner != file.ServerFolder
        select Place(file, token, write.Index, $"only {owners[table]} writes the table {table} (9)");

    private static Violation Place(SourceFile file, SyntaxToken token, int offset, string rule)
    {
        var start = file.Breaks(token, rule);
        return start with { Line = start.Line + token.Text[..offset].Count(c => c == '\n') };
    }

    [GeneratedRegex(@"^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?""?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Creation();

    [GeneratedRegex(@"^\s*(DROP\b|TRUNCATE\b)|\bALTER\s+TABLE\b.*\b(DROP|RENAME|ALTER\s+COLUMN|TYPE)\b|\bADD\s+COLUMN\b(?=.*\bNOT\s+NULL\b)(?!.*\bDEFAULT\b)", RegexOptions.IgnoreCase)]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^\s*--\s*owner:\s*(\w+)\s*$")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY|\s+OR\s+\w+)?|DELETE\s+FROM(?:\s+ONLY)?|TRUNCATE(?:\s+TABLE)?|COPY)\s+""?(?<table>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Write();
}
