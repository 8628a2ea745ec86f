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

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax type) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && type is PredefinedTypeSyntax { Keyword.ValueText: "void" };
}
