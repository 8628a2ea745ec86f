using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>Keys, as people make and revoke them in the dashboard.</summary>
public sealed class KeyTests(House house)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_refused_when_it_was_revoked()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("keys", "API keys");

        await page.Marked("new-key").ClickAsync();
        await page.GetByLabel("Name").FillAsync("Shop");
        await page.Marked("make").ClickAsync();
        var secret = await page.GetByRole(AriaRole.Dialog).Locator("pre").InnerTextAsync();
        await page.Marked("kept").ClickAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "Shop" })).ToBeVisibleAsync();
        using var client = new SendApiClient(guest.Url.AbsoluteUri, secret.Trim());
        await client.Accounts.GetAsync(Ct);
        Assert.DoesNotContain(secret.Trim(), await page.ContentAsync(), StringComparison.Ordinal);

        await page.Button("Revoke Shop").ClickAsync();
        await page.Marked("confirm").ClickAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "Shop" })).ToHaveCountAsync(0);

        await Until.IsTrue(async () => await Refused(client) == SendApiErrors.RevokedApiKey);
    }

    [Fact]
    public async Task A_refusal_shows_its_field_its_number_and_its_request()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("keys", "API keys");

        await page.Marked("new-key").ClickAsync();
        await page.Marked("make").ClickAsync();

        var alert = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("name");
        await Assertions.Expect(alert.GetByRole(AriaRole.Link)).ToHaveTextAsync($"Error {SendApiErrors.InvalidRequest}");
        await Assertions.Expect(alert).ToContainTextAsync("req_");
    }

    private static async Task<int> Refused(SendApiClient client)
    {
        try
        {
            await client.Accounts.GetAsync(Ct);
            return 0;
        }
        catch (SendApiException fault)
        {
            return fault.Code;
        }
    }
}
