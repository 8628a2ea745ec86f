using System.Globalization;
using SendApi.Bench.Processes;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>The pictures of the README, made from a server that is in use. With UPDATE_DOCS=1 they take the place of those in docs/pictures.</summary>
public sealed class PictureTests(House house)
{
    private const string Shopper = "+447700900711";

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "pictures");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_README_shows_the_dashboard_as_it_is()
    {
        await using var stand = await Stand.Owned(house.Browser);
        await Trade(stand);

        var page = await stand.OwnersPage("", "Overview");
        await Assertions.Expect(page.Marked("accepted")).ToContainTextAsync("602");
        await Keep(page, "overview");
        var message = (await stand.Test.Sms.ListPageAsync(new SmsFilter { To = Shopper }, cancellationToken: Ct)).Items[^1];
        await page.Open($"messages/{message.Id}", $"SMS to {Shopper}");
        await page.Marked("timeline").IsThere();
        await Keep(page, "message");
        await page.Open($"phone/{Shopper}", "Phone simulator");
        await page.Marked("one-time-code").First.IsThere();
        await Keep(page, "phone");

        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), Ct);
        foreach (var name in (string[])["overview", "message", "phone"])
        {
            Assert.Contains($"docs/pictures/{name}.png", readme, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Folder, name + ".png")), $"docs/pictures/{name}.png is not there: run this test with UPDATE_DOCS=1.");
        }
    }

    /// <summary>What a shop sends on a day: news of parcels, and a code.</summary>
    private static async Task Trade(Stand stand)
    {
        await stand.Test.Sms.SendBulkAsync(new SendBulkRequest
        {
            Recipients = [.. Enumerable.Range(100, 600).Select(i => new BulkRecipient { To = string.Create(CultureInfo.InvariantCulture, $"+44770091{i:0000}") })],
            Content = "Your parcel comes today between 10 and 12.",
        }, cancellationToken: Ct);
        await stand.Test.Sms.SendAsync(new SendSmsRequest { To = Shopper, Content = "Hello Ada, your parcel comes today between 10 and 12." }, cancellationToken: Ct);
        await stand.Test.Verify.SendCodeAsync(new SendCodeRequest { To = Shopper, BrandName = "Corner Shop" }, cancellationToken: Ct);
        await Until.IsTrue(async () => (await stand.Test.Simulator.ListInboxPageAsync(new InboxFilter { Phone = Shopper }, cancellationToken: Ct)).Items.Count == 2);
    }

    private static async Task Keep(IPage page, string name)
    {
        await page.Picture("readme-" + name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Folder);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
        }
    }
}
