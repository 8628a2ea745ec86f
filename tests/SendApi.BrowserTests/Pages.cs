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

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The field that is marked so, or that stands in what is marked so.</summary>
    public static ILocator Field(this IPage page, string name) => page.Locator($"input[data-test='{name}'], [data-test='{name}'] input, textarea[data-test='{name}']").First;

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>What a browser test marks by name where no word of the page does it.</summary>
    public static ILocator Marked(this IPage page, string name) => page.Locator($"[data-test='{name}']");

    public static ILocator Marked(this ILocator place, string name) => place.Locator($"[data-test='{name}']");

    public static Task IsThere(this ILocator place) => Assertions.Expect(place).ToBeVisibleAsync();

    /// <summary>Keeps a picture for people to look at.</summary>
    public static Task Picture(this IPage page, string name, bool isWhole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "pictures", name + ".png"), FullPage = isWhole });
}
