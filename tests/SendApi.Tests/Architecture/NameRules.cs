using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SendApi.Tests.Architecture;

/// <summary>Rules 1 and 3 of STYLE.md: names that say something, and comments that say why.</summary>
public static partial class NameRules
{
    private static readonly string[] Endings = ["Service", "Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Dto"];

    /// <summary>Names that a framework's interface or convention dictates; it is not ours to shorten them.</summary>
    private static readonly string[] Dictated =
    [
        "DisposeAsync", "InitializeAsync", "InvokeAsync", "ExecuteAsync", "BindAsync", "TryHandleAsync", "CheckHealthAsync",
        "StartingAsync", "StartAsync", "StartedAsync", "StoppingAsync", "StopAsync", "StoppedAsync",
    ];

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        IEnumerable<Violation> everywhere = [.. TypeEndings(file), .. AsyncSuffixes(file), .. Promises(file)];
        return file.IsProduct ? everywhere.Concat(Summaries(file)) : everywhere;
    }

    private static IEnumerable<Violation> TypeEndings(SourceFile file) =>
        from type in Types(file)
        let name = Name(type)
        let ending = Endings.FirstOrDefault(e => name.ValueText.EndsWith(e, StringComparison.Ordinal))
        where ending is not null
        select file.Breaks(name, $"{name.ValueText} ends in {ending}, which says nothing; name what it does (1)");

    /// <summary>An override and an explicit implementation carry a name that somebody else gave. The client library has the suffix by custom, and the dashboard's pages go with it and with Blazor, whose names they stand between.</summary>
    private static IEnumerable<Violation> AsyncSuffixes(SourceFile file)
    {
        if (file.Path.StartsWith("src/SendApi.Client/", StringComparison.Ordinal) || file.Path.StartsWith("src/SendApi.Dashboard/", StringComparison.Ordinal))
            return [];

        var methods = file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(m => m.ExplicitInterfaceSpecifier is null && !m.Modifiers.Any(SyntaxKind.OverrideKeyword)).Select(m => m.Identifier);
        var functions = file.Root.DescendantNodes().OfType<LocalFunctionStatementSyntax>().Select(f => f.Identifier);
        return methods.Concat(functions)
            .Where(name => name.ValueText.EndsWith("Async", StringComparison.Ordinal) && !Dictated.Contains(name.ValueText))
            .Select(name => file.Breaks(name, $"{name.ValueText} has the suffix Async; everything here is (1)"));
    }

    private static IEnumerable<Violation> Promises(SourceFile file) => file.Root.DescendantTrivia()
        .Where(t => Promise().IsMatch(t.ToFullString()))
        .Select(t => file.Breaks(t, "a comment puts work off; do it, or write an issue (3)"));

    /// <summary>Nested types are read together with the type around them; a partial type is described in one of its files.</summary>
    private static IEnumerable<Violation> Summaries(SourceFile file) => Types(file)
        .Where(t => t.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
        .Where(t => !IsDescribed(t) && !t.Modifiers.Any(SyntaxKind.PartialKeyword))
        .Select(t => file.Breaks(Name(t), $"{Name(t).ValueText} has no summary that says why it exists (3)"));

    private static bool IsDescribed(MemberDeclarationSyntax type) =>
        type.GetLeadingTrivia().Any(t => t.GetStructure() is DocumentationCommentTriviaSyntax doc && doc.ToString().Contains("<summary>", StringComparison.Ordinal));

    private static IEnumerable<MemberDeclarationSyntax> Types(SourceFile file) =>
        file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static SyntaxToken Name(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax name ? name.Identifier : ((BaseTypeDeclarationSyntax)type).Identifier;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Promise();
}
