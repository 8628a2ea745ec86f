namespace SendApi.Tests.Architecture;

/// <summary>The rules of STYLE.md over the whole repository.</summary>
public sealed class HouseTests
{
    private static readonly string[] Papers = ["README.md", "CONTRIBUTING.md", "STYLE.md"];

    [Fact]
    public void Files_methods_and_parameter_lists_keep_their_limits() => SourceTree.Clean(SourceTree.All.SelectMany(ShapeRules.Check));

    [Fact]
    public void Names_and_comments_say_something() => SourceTree.Clean(SourceTree.All.SelectMany(NameRules.Check));

    [Fact]
    public void No_fault_is_swallowed_and_nothing_async_is_lost() => SourceTree.Clean(SourceTree.Product.SelectMany(HabitRules.Check));

    [Fact]
    public void No_two_lines_of_the_log_have_one_number() => SourceTree.Clean(HabitRules.SharedLogNumbers(SourceTree.Product));

    [Fact]
    public void Projects_use_only_what_they_may() => SourceTree.Clean(
        SourceTree.FilesOf("src", "*.csproj").SelectMany(path => ProjectRules.Check(path, File.ReadAllText(Repository.File(path)))));

    [Fact]
    public void Folders_of_the_server_use_only_what_they_may() => SourceTree.Clean(new FolderRules(SourceTree.Product).Check());

    [Fact]
    public void Each_table_has_an_owner_and_only_the_owner_writes_it()
    {
        var migrations = SourceTree.FilesOf("src/SendApi.Server/Storage/Migrations", "*.sql")
            .Select(path => TableRules.Owners(path, File.ReadAllText(Repository.File(path)))).ToList();
        var owners = migrations.SelectMany(m => m.Owners).ToDictionary(StringComparer.OrdinalIgnoreCase);

        SourceTree.Clean(migrations.SelectMany(m => m.Violations).Concat(SourceTree.Product.SelectMany(f => TableRules.Check(f, owners))));
    }

    [Fact]
    public void Migrations_only_add() => SourceTree.Clean(SourceTree.FilesOf("src/SendApi.Server/Storage/Migrations", "*.sql")
        .SelectMany(path => TableRules.OnlyAdds(path, File.ReadAllText(Repository.File(path)))));

    [Fact]
    public void Every_owner_of_a_table_is_a_folder()
    {
        var folders = SourceTree.Product.Select(f => f.ServerFolder).ToHashSet();
        var owners = SourceTree.FilesOf("src/SendApi.Server/Storage/Migrations", "*.sql")
            .SelectMany(path => TableRules.Owners(path, File.ReadAllText(Repository.File(path))).Owners.Values);

        Assert.All(owners, owner => Assert.Contains(owner, folders));
    }

    [Fact]
    public void Commands_in_the_papers_exist()
    {
        Assert.SkipUnless(File.Exists(Repository.File("dev")), "There is no ./dev yet.");
        var script = File.ReadAllText(Repository.File("dev"));

        SourceTree.Clean(Present(Papers).SelectMany(p => PaperRules.UnknownVerbs(p, File.ReadAllText(Repository.File(p)), script)));
    }

    [Fact]
    public void Links_in_the_papers_lead_somewhere() =>
        SourceTree.Clean(Present([.. Papers, "CHANGELOG.md", .. SourceTree.FilesOf("docs", "*.md")])
            .SelectMany(p => PaperRules.DeadLinks(p, File.ReadAllText(Repository.File(p)))));

    [Fact]
    public void Every_package_has_its_reason_written_down() => SourceTree.Clean(PaperRules.UndecidedPackages("Directory.Packages.props",
        File.ReadAllText(Repository.File("Directory.Packages.props")), File.ReadAllText(Repository.File("docs/decisions/0001-packages.md"))));

    private static IEnumerable<string> Present(IEnumerable<string> papers) => papers.Where(p => File.Exists(Repository.File(p)));
}
