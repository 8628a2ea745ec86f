namespace SendApi.BrowserTests;

/// <summary>That everybody can use the pages: with a screen reader, with a keyboard alone, on a phone, in dark and light.</summary>
public sealed class AccessTests(House house)
{
    private const int Phone = 390;

    [Fact]
    public async Task No_page_has_a_serious_hindrance()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page("you", "Your sign-in");
        var found = new List<string>();

        foreach (var place in Site.All(house.Used))
        {
            await page.Come(place);
            found.AddRange(await InBothColours(page, place.Name));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task No_dialog_has_a_serious_hindrance_or_is_wider_than_a_phone()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page("you", "Your sign-in");
        var found = new List<string>();

        foreach (var box in Boxes.All(house.Used))
        {
            await page.Come(box.Place);
            await box.Open(page);
            found.AddRange(await InBothColours(page, $"{box.Place.Name}-{box.Name}", Box.Dialog));
            await page.SetViewportSizeAsync(Phone, 800);
            if (await Width(page) is > Phone and var width)
                found.Add($"{box.Place.Name}-{box.Name}: {width} wide");
            await page.SetViewportSizeAsync(1280, 800);
            await Box.Close(page);
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task What_is_shown_once_has_no_serious_hindrance()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("keys", "API keys");

        await page.Marked("new-key").ClickAsync();
        await page.GetByLabel("Name").FillAsync("Shop");
        await page.Marked("make").ClickAsync();
        await page.Marked("kept").IsThere();

        Assert.Empty(await Axe.Serious(page));
    }

    [Fact]
    public async Task The_doors_have_no_serious_hindrance()
    {
        await using var guest = await house.Guest();
        var page = await guest.Stranger();

        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            foreach (var door in Site.Doors)
            {
                await page.GotoAsync($"dashboard/{door}?token=x");
                await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).IsThere();
                Assert.Empty(await Axe.Serious(page));
            }
        }
    }

    [Fact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page("you", "Your sign-in", width: Phone);
        var wide = new List<string>();

        foreach (var place in Site.All(house.Used))
        {
            await page.Come(place);
            if (await Width(page) is > Phone and var width)
                wide.Add($"/{place.Path}: {width}");
            await page.Picture($"phone-{place.Name}", isWhole: true);
        }

        foreach (var door in Site.Doors)
        {
            await page.Open(door + "?token=x", null);
            if (await Width(page) is > Phone and var width)
                wide.Add($"/{door}: {width}");
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_the_content_and_the_menu()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("messages", "Messages");

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
        await using var guest = await house.Guest();
        var page = await guest.Page("keys", "API keys");

        await page.Button("Revoke dev").ClickAsync();
        await page.Marked("confirm").IsThere();
        await page.WaitForFunctionAsync("() => document.activeElement.closest('.mud-dialog-container')");
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Button("Revoke dev").IsThere();
    }

    /// <summary>Leaves the page in the other colours than it came in: the next one is looked at in both too.</summary>
    private static async Task<List<string>> InBothColours(IPage page, string name, string part = "html")
    {
        var found = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var isDark = await page.EvaluateAsync<bool>("() => document.querySelector('button[aria-label=\"Light colours\"]') !== null");
            found.AddRange((await Axe.Serious(page, part, onlyColours: i > 0)).Select(f => $"{name}, {(isDark ? "dark" : "light")}: {f}"));
            await page.Picture($"{(isDark ? "dark" : "light")}-{name}", isWhole: true);
            if (i == 0)
                await OtherColours(page, isDark);
        }

        return found;
    }

    /// <summary>By the button of the page itself, which an open dialog covers.</summary>
    private static async Task OtherColours(IPage page, bool isDark)
    {
        await page.Button(isDark ? "Light colours" : "Dark colours").DispatchEventAsync("click");
        await page.Button(isDark ? "Dark colours" : "Light colours").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static Task<int> Width(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
}
