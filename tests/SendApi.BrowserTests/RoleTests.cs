using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>The matrix of roles, page by page: who sees it in the menu, and who may open it by its address.</summary>
public sealed class RoleTests(Browser browser)
{
    private const string Denied = "Your role does not open this page";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MemberRole.Owner)]
    [InlineData(MemberRole.Admin)]
    [InlineData(MemberRole.Developer)]
    [InlineData(MemberRole.Viewer)]
    public async Task A_role_opens_its_pages_and_no_other(string role)
    {
        await using var stand = await Stand.Owned(browser);
        var page = await Join(stand, stand.Live, role);

        await Expect(page, role, isOperator: true);
    }

    [Theory]
    [InlineData(MemberRole.Owner)]
    [InlineData(MemberRole.Viewer)]
    public async Task Nobody_of_another_account_operates_the_server(string role)
    {
        await using var stand = await Stand.Owned(browser);
        var account = await stand.Live.Operator.CreateAccountAsync(new CreateAccountRequest { Name = "customer", Plan = "Growth" }, cancellationToken: Ct);
        var page = await Join(stand, stand.Live, role, account.Id);

        await Expect(page, role, isOperator: false);
    }

    [Fact]
    public async Task Whoever_is_taken_out_of_the_account_is_out_at_his_next_step()
    {
        await using var stand = await Stand.Owned(browser);
        var page = await Join(stand, stand.Live, MemberRole.Developer);

        await stand.Live.Accounts.RemoveMemberAsync(Email(MemberRole.Developer), Ct);

        await Until.IsTrue(async () =>
        {
            await page.GotoAsync("dashboard/messages");
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.IsThere();
            return page.Url.Contains("sign-in", StringComparison.Ordinal);
        });
    }

    private static async Task Expect(IPage page, string role, bool isOperator)
    {
        var open = Site.ForAll
            .Concat(role == MemberRole.Viewer ? [] : Site.ForWriters)
            .Concat(role is MemberRole.Owner or MemberRole.Admin ? Site.ForAdministrators : [])
            .Concat(isOperator && role is MemberRole.Owner or MemberRole.Admin && isOperator ? Site.ForOperators : []).ToList();
        var menu = await page.Locator("nav[aria-label=Main] a").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        Assert.Equal(open.Select(p => p.Path).Where(p => p != "you").Order(StringComparer.Ordinal), menu.Order(StringComparer.Ordinal));
        foreach (var (path, heading) in Site.Pages)
        {
            await page.GotoAsync("dashboard/" + path);
            await page.Heading(open.Contains((path, heading)) ? heading : Denied);
        }
    }

    private static async Task<IPage> Join(Stand stand, SendApiClient operates, string role, string? account = null)
    {
        var link = account is null
            ? await Invite(operates, role)
            : await Invite(new SendApiClient(stand.Url.AbsoluteUri, await stand.KeyOf(account)), role);
        var page = await stand.Stranger();
        await page.GotoAsync(link.TrimStart('/'));
        await page.GetByLabel("Password").FillAsync(Stand.Password);
        await page.GetByLabel("The same again").FillAsync(Stand.Password);
        await page.Button("Join").ClickAsync();
        await page.Heading("Overview");
        return page;
    }

    private static async Task<string> Invite(SendApiClient client, string role)
    {
        await client.Accounts.AddMemberAsync(new AddMemberRequest { Email = Email(role), Role = role }, cancellationToken: Ct);
        return (await client.Accounts.InviteMemberAsync(Email(role), cancellationToken: Ct)).Path ?? throw new InvalidOperationException("A link that was just made is shown.");
    }

    private static string Email(string role) => $"{role}@example.net";
}
