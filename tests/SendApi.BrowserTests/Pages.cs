using SendApi.Bench.Processes;

namespace SendApi.BrowserTests;

/// <summary>What tests do on pages, in a word.</summary>
internal static class Pages
{
    /// <summary>Waits until the page with this title stands there, whole.</summary>
    public static async Task Heading(this IPage page, string title)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1, Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
    }

    /// <summary>Opens a page by its address; without a title, any title will do.</summary>
    public static async Task Open(this IPage page, string path, string? heading)
    {
        await page.GotoAsync("dashboard/" + path);
        if (heading is not null)
            await page.Heading(heading);
        else
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).IsThere();
    }

    /// <summary>Goes to a page as a link does: the window stays, and with it the connection to the server.</summary>
    public static async Task Go(this IPage page, string path, string heading)
    {
        var before = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync();
        Assert.True(before != heading, $"Nobody could tell when /{path} is there: the page before it has the same title.");
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", "/dashboard/" + path);
        await page.Heading(heading);
    }

    /// <summary>Goes to a page, or stays where it is open already.</summary>
    public static async Task Come(this IPage page, Place place)
    {
        if (new Uri(page.Url).AbsolutePath != "/dashboard/" + place.Path)
            await page.Go(place.Path, place.Heading);
        else
            await page.Heading(place.Heading);
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The field that is marked so, or that stands in what is marked so.</summary>
    public static ILocator Field(this IPage page, string name) => page.Locator($"input[data-test='{name}'], [data-test='{name}'] input, textarea[data-test='{name}']").First;

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>What a browser test marks by name where no word of the page does it.</summary>
    public static ILocator Marked(this IPage page, string name) => page.Locator($"[data-test='{name}']");

    public static ILocator Marked(this ILocator place, string name) => place.Locator($"[data-test='{name}']");

    public static Task IsThere(this ILocator place) => Assertions.Expect(place).ToBeVisibleAsync();

    /// <summary>Keeps a picture for people to look at, in artifacts/pictures; PICTURES=0 leaves them out, which saves half a minute.</summary>
    public static async Task Picture(this IPage page, string name, bool isWhole = false)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") != "0")
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "pictures", name + ".png"), FullPage = isWhole });
    }
}
