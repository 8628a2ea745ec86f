using System.Net;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>The matrix of roles, page by page: who sees it in the menu, who may open it by its address, what it offers him, and what the server does of it for him.</summary>
public sealed class RoleTests(House house)
{
    private const string Denied = "Your role does not open this page", Overview = "Overview";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MemberRole.Owner)]
    [InlineData(MemberRole.Admin)]
    [InlineData(MemberRole.Developer)]
    [InlineData(MemberRole.Viewer)]
    public async Task A_role_opens_its_pages_and_no_other(string role)
    {
        await using var guest = await house.OfOperator(role);

        await Expect(guest, [.. Site.All(house.Used).DistinctBy(p => p.Route)], isOperator: true);
    }

    [Theory]
    [InlineData(MemberRole.Owner)]
    [InlineData(MemberRole.Viewer)]
    public async Task Nobody_of_another_account_operates_the_server(string role)
    {
        await using var guest = await house.Guest(role);

        await Expect(guest, [.. Site.Pages, .. Site.Details(house.Used).Where(p => p.For == Circle.Operators)], isOperator: false);
    }

    [Fact]
    public async Task Nobody_of_another_account_sees_what_stands_on_its_pages()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page();

        // A phone of the simulator is everybody's, each with what his own account sent to it.
        foreach (var place in Site.Details(house.Used).Where(p => p.For != Circle.Operators && p.Route != "/phone/{Number}"))
        {
            await page.Open(place.Path, null);
            await Assertions.Expect(page.Locator("main").GetByRole(AriaRole.Alert)).ToContainTextAsync("Error 404");
            await Assertions.Expect(page.Locator("main dl")).ToHaveCountAsync(0);
        }
    }

    [Theory]
    [InlineData(MemberRole.Owner)]
    [InlineData(MemberRole.Developer)]
    [InlineData(MemberRole.Viewer)]
    public async Task A_page_offers_a_role_what_it_may_do_and_nothing_else(string role)
    {
        await using var guest = await house.OfOperator(role);
        var page = await guest.Page("you", "Your sign-in");
        var used = await house.Used.WithCode(guest.Test, guest.Number);
        var wrong = new List<string>();

        foreach (var offers in Offers.All(used).Where(o => Site.May(role, true, o.Place.For)).GroupBy(o => o.Place))
        {
            await page.Come(offers.Key);
            foreach (var offer in offers)
                if (await page.Marked(offer.Mark).CountAsync() > 0 != Site.May(role, true, offer.For))
                    wrong.Add($"/{offers.Key.Path}: {offer.Mark}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData(MemberRole.Developer)]
    [InlineData(MemberRole.Viewer)]
    public async Task The_server_refuses_what_a_page_does_not_offer(string role)
    {
        await using var guest = await house.OfOperator(role);
        var (live, test) = await guest.SignIn();
        var let = new List<string>();

        foreach (var offer in Offers.All(house.Used).Where(o => !Site.May(role, true, o.For)))
            if (await Code(() => offer.Do(live, test, Ct)) is not SendApiErrors.InsufficientScope and var code)
                let.Add($"/{offer.Place.Path}: {offer.Mark}: {code}");

        Assert.True(let.Count == 0, string.Join('\n', let));
    }

    [Fact]
    public async Task Whoever_joins_by_a_link_is_in_and_whoever_is_taken_out_is_out_at_his_next_step()
    {
        await using var guest = await house.Guest();
        const string email = "eve@example.net";
        var page = await guest.Stranger();
        await page.GotoAsync(await guest.Invite(email, MemberRole.Developer));
        await page.GetByLabel("Password").FillAsync(Stand.Password);
        await page.GetByLabel("The same again").FillAsync(Stand.Password);
        await page.Button("Join").ClickAsync();
        await page.Heading(Overview);

        await guest.Live.Accounts.RemoveMemberAsync(email, Ct);

        await Until.IsTrue(async () =>
        {
            await page.GotoAsync("dashboard/messages");
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.IsThere();
            return page.Url.Contains("sign-in", StringComparison.Ordinal);
        });
    }

    /// <summary>A page is asked for twice: as an address, where the server itself says no, and from a page that is open, where the connection does.</summary>
    private static async Task Expect(Guest guest, IReadOnlyList<Place> places, bool isOperator)
    {
        var page = await guest.Page("", Overview);
        var menu = await page.Locator("nav[aria-label=Main] a").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        Assert.Equal(places.Where(p => p.IsInMenu && May(p)).Select(p => p.Path).Order(StringComparer.Ordinal), menu.Order(StringComparer.Ordinal));

        foreach (var place in places)
        {
            var answer = await page.Context.APIRequest.GetAsync("dashboard/" + place.Path, new() { MaxRedirects = 0 });
            Assert.Equal((place.Path, May(place) ? HttpStatusCode.OK : HttpStatusCode.Redirect), (place.Path, (HttpStatusCode)answer.Status));
            if (!May(place))
                Assert.EndsWith("/dashboard/not-for-you", answer.Headers["location"], StringComparison.Ordinal);

            if (place.Heading != Overview && place.Path != "not-for-you")
                await page.Go(place.Path, May(place) ? place.Heading : Denied);
            if (!May(place))
                await page.Go("", Overview);
        }

        bool May(Place place) => Site.May(guest.Role, isOperator, place.For);
    }

    /// <summary>What a call was refused with; zero when it was done.</summary>
    private static async Task<int> Code(Func<Task> call)
    {
        try
        {
            await call();
            return 0;
        }
        catch (SendApiException fault)
        {
            return fault.Code;
        }
    }
}
