using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SendApi.Tests.Architecture;

/// <summary>Rule 2 of STYLE.md: what does not fit on a screen is not read.</summary>
public static class ShapeRules
{
    private const int FileLines = 300, MethodLines = 50, MethodParameters = 6, ConstructorParameters = 5;

    public static IEnumerable<Violation> Check(SourceFile file) =>
        [.. FileLength(file), .. MethodLengths(file), .. ParameterCounts(file), .. Sealing(file), .. Regions(file)];

    private static IEnumerable<Violation> FileLength(SourceFile file)
    {
        var lines = file.Text.TrimEnd().Split('\n').Length;
        if (lines > FileLines)
            yield return new Violation(file.Path, FileLines + 1, $"a file has {FileLines} lines at most, this one has {lines} (2)");
    }

    private static IEnumerable<Violation> MethodLengths(SourceFile file) => file.Root.DescendantNodes()
        .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
        .Select(n => (Node: n, Lines: Lines(n)))
        .Where(m => m.Lines > MethodLines)
        .Select(m => file.Breaks(m.Node, $"a method has {MethodLines} lines at most, {Name(m.Node)} has {m.Lines} (2)"));

    private static IEnumerable<Violation> ParameterCounts(SourceFile file)
    {
        foreach (var list in file.Root.DescendantNodes().OfType<ParameterListSyntax>())
        {
            var (limit, what) = list.Parent switch
            {
                RecordDeclarationSyntax => (int.MaxValue, "a record"),
                TypeDeclarationSyntax or ConstructorDeclarationSyntax => (ConstructorParameters, "a constructor"),
                _ => (MethodParameters, "a method"),
            };
            if (list.Parameters.Count > limit)
                yield return file.Breaks(list, $"{what} takes {limit} parameters at most, this one takes {list.Parameters.Count} (2)");
        }
    }

    /// <summary>The compiler's own rule sees only internal classes; ours also asks it of public ones.</summary>
    private static IEnumerable<Violation> Sealing(SourceFile file) => file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        .Where(t => t is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: not "struct" })
        .Where(t => !t.Modifiers.Any(m => m.ValueText is "sealed" or "static" or "abstract" or "partial"))
        .Select(t => file.Breaks(t.Identifier, $"{t.Identifier.ValueText} is neither sealed, static nor abstract (2)"));

    private static IEnumerable<Violation> Regions(SourceFile file) => file.Root.DescendantTrivia(descendIntoTrivia: true)
        .Where(t => t.GetStructure() is RegionDirectiveTriviaSyntax)
        .Select(t => file.Breaks(t, "a region hides code; give it a file of its own (2)"));

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => "this one",
    };
}
