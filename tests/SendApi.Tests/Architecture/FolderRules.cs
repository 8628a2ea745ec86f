using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SendApi.Tests.Architecture;

/// <summary>Which folder of the server may use which. A folder that is not listed here is a slice.</summary>
public sealed class FolderRules
{
    /// <summary>What slices stand on, and Delivery too.</summary>
    private static readonly string[] BelowDelivery = ["Storage", "Workers", "Outbound", "Events", "Usage", "Ledger"];

    private static readonly string[] BelowSlices = [.. BelowDelivery, "Http", "Delivery"];

    private static readonly string[] Shared = [.. BelowSlices, "", "Wiring", "Commands", "Docs"];

    private static readonly string[] Drivers = ["Npgsql", "Microsoft.Data", "DbUp"];

    private readonly IReadOnlyList<SourceFile> _files;

    private readonly HashSet<string> _slices;

    /// <summary>The types of each slice: a relative name such as Keys.KeyRows reaches one without a using.</summary>
    private readonly ILookup<string, string> _types;

    public FolderRules(IReadOnlyList<SourceFile> files)
    {
        _files = [.. files.Where(f => f.ServerFolder is not null)];
        _slices = [.. _files.Select(f => f.ServerFolder!).Except(Shared)];
        _types = _files.Where(f => _slices.Contains(f.ServerFolder!))
            .SelectMany(f => f.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(t => (f.ServerFolder, t.Identifier.ValueText)))
            .ToLookup(t => t.ServerFolder!, t => t.ValueText);
    }

    public IEnumerable<Violation> Check() => _files.SelectMany(Check).Distinct();

    private IEnumerable<Violation> Check(SourceFile file) =>
        from use in Uses(file)
        let fault = Fault(file.ServerFolder!, use.Name)
        where fault is not null
        select file.Breaks(use.Where, fault);

    private string? Fault(string folder, string used)
    {
        var isSlice = _slices.Contains(folder);
        var other = _slices.FirstOrDefault(s => s != folder && IsIn(used, $"SendApi.Server.{s}"));
        if (other is not null && (isSlice || BelowSlices.Contains(folder)))
            return $"{folder} may not use the slice {other}; share through Delivery, Storage or the database";
        if ((isSlice || BelowSlices.Contains(folder)) && (IsIn(used, "SendApi.Connectors") || IsIn(used, "SendApi.Simulator")))
            return $"{folder} may not name a connector's types; use the seams of SendApi.Core.Sending";
        if (folder == "Outbound" && IsIn(used, "SendApi.Server") && !IsIn(used, "SendApi.Server.Storage") && !IsIn(used, "SendApi.Server.Outbound"))
            return "Outbound may use Core and Storage only; everybody else may use it";
        if (BelowDelivery.Contains(folder) && IsIn(used, "SendApi.Server.Delivery"))
            return $"{folder} may not use Delivery; it is below it";
        if (folder is not ("Storage" or "Commands") && Drivers.Any(driver => IsIn(used, driver)))
            return "only Storage may name a database driver, and Commands, to explain a store that does not open";
        return null;
    }

    /// <summary>Every namespace or type a file names in full or by a using, and every relative name that reaches into a slice.</summary>
    private IEnumerable<(SyntaxNode Where, string Name)> Uses(SourceFile file)
    {
        foreach (var node in file.Root.DescendantNodes(below => below is not UsingDirectiveSyntax))
            if (node is UsingDirectiveSyntax { NamespaceOrType: { } name })
                yield return (node, name.ToString());
            else if (node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.Parent is not QualifiedNameSyntax)
                yield return (node, Full(node.ToString()));
    }

    private string Full(string name)
    {
        var parts = name.Replace("global::", "", StringComparison.Ordinal).Split('.');
        if (parts is ["Server", ..])
            return "SendApi." + name;
        return parts.Length > 1 && _types[parts[0]].Contains(parts[1]) ? "SendApi.Server." + name : string.Join('.', parts);
    }

    private static bool IsIn(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);
}
