using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SendApi.Tests.Architecture;

/// <summary>Rules 4 and 7 of STYLE.md: faults that are swallowed, and waiting that blocks or is forgotten.</summary>
public static class HabitRules
{
    public static IEnumerable<Violation> Check(SourceFile file) => [.. BareCatches(file), .. AsyncVoids(file)];

    /// <summary>A bare catch that ends in <c>throw;</c> only tidies up on the way out.</summary>
    private static IEnumerable<Violation> BareCatches(SourceFile file) => file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
        .Where(c => c.Declaration is null && c.Block.Statements.LastOrDefault() is not ThrowStatementSyntax { Expression: null })
        .Select(c => file.Breaks(c, "a catch without a type swallows our own faults; name the type, or end in throw; (4)"));

    private static IEnumerable<Violation> AsyncVoids(SourceFile file) => file.Root.DescendantNodes()
        .Where(n => n switch
        {
            MethodDeclarationSyntax m => IsAsyncVoid(m.Modifiers, m.ReturnType),
            LocalFunctionStatementSyntax f => IsAsyncVoid(f.Modifiers, f.ReturnType),
            _ => false,
        })
        .Select(n => file.Breaks(n, "an async void loses its fault and nobody can wait for it (7)"));

    /// <summary>Rule 11: operators look a line of the log up by its number.</summary>
    public static IEnumerable<Violation> SharedLogNumbers(IEnumerable<SourceFile> files) => files
        .SelectMany(file => file.Root.DescendantNodes().OfType<AttributeSyntax>().Where(a => a.Name.ToString() == "LoggerMessage")
            .Select(a => (File: file, Number: a.ArgumentList?.Arguments.FirstOrDefault()?.Expression)))
        .Where(line => line.Number is not null)
        .GroupBy(line => line.Number!.ToString())
        .SelectMany(group => group.Skip(1).Select(line => line.File.Breaks(line.Number!, $"another line of the log has the number {group.Key} too (11)")));

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax type) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && type is PredefinedTypeSyntax { Keyword.ValueText: "void" };
}
