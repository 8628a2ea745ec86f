using System.Xml.Linq;

namespace SendApi.Tests.Architecture;

/// <summary>Which project may use which, and which of them may know a database.</summary>
public static class ProjectRules
{
    private static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        ["SendApi.Core"] = [],
        ["SendApi.Client"] = [],
        // The dashboard is the first customer of the API: what the API does not offer it does not have.
        ["SendApi.Dashboard"] = ["SendApi.Client"],
        ["SendApi.Connectors"] = ["SendApi.Core"],
        ["SendApi.Simulator"] = ["SendApi.Core", "SendApi.Connectors"],
        ["SendApi.Proof"] = ["SendApi.Core", "SendApi.Simulator"],
        ["SendApi.Server"] = ["SendApi.Core", "SendApi.Connectors", "SendApi.Simulator", "SendApi.Proof", "SendApi.Client", "SendApi.Dashboard"],
    };

    private static readonly string[] CorePackages = ["libphonenumber-csharp", "Ulid"];

    private static readonly string[] ClientPackages = ["Microsoft.Extensions.Http", "Microsoft.Extensions.DependencyInjection.Abstractions"];

    private static readonly string[] Databases = ["Dapper", "dbup-core", "dbup-postgresql", "dbup-sqlite", "Microsoft.Data.Sqlite", "Npgsql"];

    /// <summary>Checks one project file; <paramref name="path"/> is relative to the repository.</summary>
    public static IEnumerable<Violation> Check(string path, string xml)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var project = XDocument.Parse(xml, LoadOptions.SetLineInfo);
        if (!Allowed.TryGetValue(name, out var allowed))
            return [new Violation(path, 1, $"{name} is not in the list of projects: say in ProjectRules what it may use")];

        var references = Of(project, "ProjectReference").Where(r => !allowed.Contains(Path.GetFileNameWithoutExtension(r.Name.Replace('\\', '/'))))
            .Select(r => new Violation(path, r.Line, $"{name} may not use {Path.GetFileNameWithoutExtension(r.Name)}"));
        var packages = Of(project, "PackageReference").Where(p => !MayHave(name, p.Name))
            .Select(p => new Violation(path, p.Line, $"{name} may not use the package {p.Name}"));
        return references.Concat(packages);
    }

    private static bool MayHave(string project, string package) => project switch
    {
        "SendApi.Core" => CorePackages.Contains(package) || package.StartsWith("System.", StringComparison.Ordinal),
        // Whoever takes the client into his program takes its packages too.
        "SendApi.Client" => ClientPackages.Contains(package),
        "SendApi.Server" => true,
        // A proof makes and drops a database of its own on a server that it is given. Of our tables it knows nothing.
        "SendApi.Proof" => package == "Npgsql" || !Databases.Contains(package),
        _ => !Databases.Contains(package),
    };

    private static IEnumerable<(string Name, int Line)> Of(XDocument project, string element) => project.Descendants(element)
        .Select(e => (e.Attribute("Include")?.Value ?? "", ((System.Xml.IXmlLineInfo)e).LineNumber));
}
