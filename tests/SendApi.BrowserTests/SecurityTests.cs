using System.Net;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>Who gets in, and what the pages let a browser do.</summary>
public sealed class SecurityTests(House house)
{
    private const string SessionCookie = "sendapi_dashboard";

    private static readonly HttpClientHandler Plain = new() { AllowAutoRedirect = false, UseCookies = false };

    private static readonly HttpClient Http = new(Plain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need()
    {
        await using var guest = await house.OfOperator();

        foreach (var path in new[] { "dashboard/sign-in", "dashboard/keys", "dashboard/_content/SendApi.Dashboard/dashboard.js" })
        {
            using var answer = await Get(guest.Url, path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http:", policy, StringComparison.Ordinal);
            Assert.Equal(("nosniff", "DENY", "same-origin"), (Header(answer, "X-Content-Type-Options"), Header(answer, "X-Frame-Options"), Header(answer, "Referrer-Policy")));
        }

        using var page = await Get(guest.Url, "dashboard/sign-in");
        Assert.Contains("no-store", Header(page, "Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_asks_another_server_for_anything_or_breaks_its_own_policy()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page();
        var (foreign, complaints) = (new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(guest.Url.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                foreign.Add(request.Url);
        };
        page.Console += (_, line) =>
        {
            if (line.Type is "error")
                complaints.Add(line.Text);
        };

        foreach (var place in Site.Pages.Where(p => p.IsInMenu))
            await page.Open(place.Path, place.Heading);
        foreach (var place in Site.All(house.Used).Where(p => !p.IsInMenu))
            await page.Come(place);

        Assert.Empty(foreign);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_cookie_is_the_servers_alone_and_a_new_one_at_each_sign_in()
    {
        await using var guest = await house.Guest();
        var page = await guest.Stranger();
        await page.Context.AddCookiesAsync([new() { Name = SessionCookie, Value = "planted", Url = guest.Url.AbsoluteUri + "dashboard" }]);

        var first = await SignIn(guest, page);
        await page.Context.ClearCookiesAsync();
        var second = await SignIn(guest, page);

        Assert.NotEqual("planted", first.Value);
        Assert.NotEqual(first.Value, second.Value);
        Assert.Equal((true, SameSiteAttribute.Strict, "/dashboard"), (first.HttpOnly, first.SameSite, first.Path));
    }

    [Fact]
    public async Task Whoever_signed_out_cannot_come_back_with_the_cookie_that_he_kept()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("keys", "API keys");
        var kept = await page.Context.StorageStateAsync();

        await page.Button("Your menu").ClickAsync();
        await page.Marked("sign-out").ClickAsync();
        await page.Heading("Sign in");

        await Until.IsTrue(async () =>
        {
            var again = await guest.PageOf(kept, "keys");
            await again.WaitForURLAsync(url => url.Contains("sign-in", StringComparison.Ordinal));
            await again.Heading("Sign in");
            await again.Context.CloseAsync();
            return true;
        });
    }

    [Fact]
    public async Task A_form_of_another_site_changes_nothing_and_neither_does_one_without_its_token()
    {
        await using var guest = await house.Guest();

        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, new Uri(guest.Url, "dashboard/sign-in")) { Content = Form(guest.Email) };
        elsewhere.Headers.Add("Origin", "https://evil.example");
        using var refused = await Http.SendAsync(elsewhere, Ct);
        using var bare = new HttpRequestMessage(HttpMethod.Post, new Uri(guest.Url, "dashboard/sign-in")) { Content = Form(guest.Email) };
        using var withoutToken = await Http.SendAsync(bare, Ct);
        using var hub = new HttpRequestMessage(HttpMethod.Get, new Uri(guest.Url, "dashboard/_blazor"));
        hub.Headers.Add("Origin", "https://evil.example");
        using var connection = await Http.SendAsync(hub, Ct);
        using var signOut = await Http.PostAsync(new Uri(guest.Url, "dashboard/sign-out"), null, Ct);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (refused.StatusCode, withoutToken.StatusCode));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (connection.StatusCode, signOut.StatusCode));
    }

    [Fact]
    public async Task Guesses_are_slowed_down_and_a_right_password_waits_too()
    {
        await using var stand = await Stand.Owned(house.Browser);
        var page = await stand.Stranger();
        await page.GotoAsync("dashboard/sign-in");

        for (var i = 0; i < 5; i++)
            await Try(page, Stand.Owner, "wrong password");
        await Try(page, Stand.Owner, Stand.Password);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"Error {SendApiErrors.RateLimitExceeded}");
    }

    [Fact]
    public async Task More_than_twenty_tries_in_a_minute_from_one_machine_are_turned_away_with_a_reason()
    {
        await using var stand = await Stand.Fresh(house.Browser);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 22; i++)
        {
            using var answer = await Http.PostAsync(new Uri(stand.Url, "dashboard/sign-in"), Form(Stand.Owner), Ct);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.Contains("Too many tries", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task An_address_without_a_page_says_so()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page("no-such-page", "There is nothing at this address");

        await page.Link("Go to the overview").ClickAsync();

        await page.Heading("Overview");
    }

    [Fact]
    public async Task After_a_sign_in_nobody_is_led_to_another_server()
    {
        await using var guest = await house.Guest();
        var page = await guest.Stranger();

        foreach (var back in new[] { "//evil.example", "https://evil.example", "\\\\evil.example", "javascript:alert(1)" })
        {
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync("dashboard/sign-in?back=" + Uri.EscapeDataString(back));
            await Try(page, guest.Email, Stand.Password);
            await page.Heading("Overview");
            Assert.StartsWith(guest.Url.AbsoluteUri + "dashboard", page.Url, StringComparison.Ordinal);
        }
    }

    private static async Task<BrowserContextCookiesResult> SignIn(Guest guest, IPage page)
    {
        await page.GotoAsync("dashboard/sign-in");
        await Try(page, guest.Email, Stand.Password);
        await page.Heading("Overview");
        return (await page.Context.CookiesAsync([guest.Url.AbsoluteUri + "dashboard"])).Single(c => c.Name == SessionCookie);
    }

    private static async Task Try(IPage page, string email, string password)
    {
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.RunAndWaitForResponseAsync(() => page.Button("Sign in").ClickAsync(), r => r.Request.Method == "POST");
    }

    private static FormUrlEncodedContent Form(string email) => new(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Input.Email"] = email, ["Input.Password"] = Stand.Password });

    private static Task<HttpResponseMessage> Get(Uri server, string path) => Http.GetAsync(new Uri(server, path), Ct);

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
