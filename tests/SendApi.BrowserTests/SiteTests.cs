using System.Text.RegularExpressions;
using SendApi.Bench.Processes;

namespace SendApi.BrowserTests;

/// <summary>That no page and no dialog of the dashboard is left out of the tests that open them all.</summary>
public sealed partial class SiteTests(House house)
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src", "SendApi.Dashboard");

    [Fact]
    public async Task Every_page_of_the_dashboard_is_opened_by_the_tests()
    {
        await using var guest = await house.OfOperator();

        var known = Site.All(house.Used).Select(p => p.Route).Concat(Site.Doors.Select(d => "/" + d));

        Assert.Equal(Pages().Order(StringComparer.Ordinal), known.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_dialog_of_the_dashboard_is_opened_by_the_tests()
    {
        await using var guest = await house.OfOperator();

        var dialogs = Directory.EnumerateFiles(Sources, "*Dialog.razor", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!);

        Assert.Equal(dialogs.Order(StringComparer.Ordinal), Boxes.All(house.Used).Select(b => b.Name).Append(Boxes.Once).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Sources, "*.razor", SearchOption.AllDirectories)
        .SelectMany(file => File.ReadLines(file).Select(line => PageLine().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value));

    [GeneratedRegex("^@page \"([^\"]+)\"")]
    private static partial Regex PageLine();
}
