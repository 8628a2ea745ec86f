namespace SendApi.BrowserTests;

/// <summary>That everybody can use the pages: with a screen reader, with a keyboard alone, on a phone, in dark and light.</summary>
public sealed class AccessTests(Browser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_page_has_a_serious_hindrance(bool isDark)
    {
        await using var stand = await Stand.Filled(browser);
        var page = await stand.OwnersPage(isDark: isDark);
        var found = new List<string>();

        foreach (var (path, heading) in Site.Pages)
        {
            await page.Open(path, heading);
            found.AddRange((await Axe.Serious(page)).Select(f => $"/{path}: {f}"));
            await page.Picture($"{(isDark ? "dark" : "light")}-{Site.NameOf(path)}", isWhole: true);
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task The_doors_have_no_serious_hindrance()
    {
        await using var stand = await Stand.Owned(browser);
        var page = await stand.Stranger();

        foreach (var path in new[] { "sign-in", "welcome?token=x", "join?token=x" })
        {
            await page.GotoAsync("dashboard/" + path);
            Assert.Empty(await Axe.Serious(page));
        }
    }

    [Fact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var stand = await Stand.Filled(browser);
        var page = await stand.OwnersPage(width: 390);
        var wide = new List<string>();

        foreach (var (path, heading) in Site.Pages)
        {
            await page.Open(path, heading);
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is > 390 and var width)
                wide.Add($"/{path}: {width}");
            await page.Picture($"phone-{Site.NameOf(path)}", isWhole: true);
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_the_content_and_the_menu()
    {
        await using var stand = await Stand.Owned(browser);
        var page = await stand.OwnersPage("messages", "Messages");

        await page.EvaluateAsync("() => document.activeElement?.blur()");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Link("Skip to the content")).ToBeFocusedAsync();
        await page.Link("API keys").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.Heading("API keys");
    }

    [Fact]
    public async Task A_dialog_closes_by_Escape_and_changes_nothing()
    {
        await using var stand = await Stand.Owned(browser);
        var page = await stand.OwnersPage("keys", "API keys");

        await page.Button("Revoke dev").ClickAsync();
        await page.Marked("confirm").IsThere();
        await page.WaitForFunctionAsync("() => document.activeElement.closest('.mud-dialog-container')");
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Button("Revoke dev").IsThere();
    }
}
