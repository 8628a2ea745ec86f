using System.Globalization;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>What people do most in the dashboard, from the click to what the API says of it then.</summary>
public sealed class FlowTests(House house)
{
    private const string Phone = "+447700900711";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_delivered_again()
    {
        await using var guest = await house.Guest();
        await using var hook = new HookPlace();
        await guest.Test.Webhooks.CreateAsync(new CreateWebhookRequest { Url = hook.Url.AbsoluteUri, Events = [EventNames.SmsDelivered] }, cancellationToken: Ct);
        await guest.Test.Sms.SendAsync(new SendSmsRequest { To = Phone, Content = "Hello" }, cancellationToken: Ct);
        await Until.IsTrue(() => Task.FromResult(hook.Calls.Count == 1));
        var page = await guest.Page("webhooks", "Webhooks");

        await page.GetByRole(AriaRole.Link, new() { Name = hook.Url.AbsoluteUri }).ClickAsync();
        await page.Locator("a[href*='/deliveries/']").First.ClickAsync();
        await page.Marked("attempts").IsThere();
        await page.Picture("webhook-delivery", isWhole: true);
        await page.Marked("replay").ClickAsync();

        await Until.IsTrue(() => Task.FromResult(hook.Calls.Count == 2));
        Assert.Equal(hook.Calls[0], hook.Calls[1]);
    }

    [Fact]
    public async Task A_session_is_paired_by_the_simulators_phone_and_logged_out()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("whatsapp", "WhatsApp");

        await page.Marked("new-session").ClickAsync();
        await page.Field("session-name").FillAsync("Shop");
        await page.Marked("make-session").ClickAsync();
        await page.Marked("qr").IsThere();
        await page.Picture("session-code");
        await page.Marked("scan").ClickAsync();
        await Assertions.Expect(page.Locator("main").Marked("status").First).ToHaveTextAsync("connected", new() { Timeout = 30_000 });
        await page.Picture("session-connected", isWhole: true);
        Assert.Equal(SessionStatus.Connected, (await guest.Test.Sessions.ListPageAsync(cancellationToken: Ct)).Items.Single().Status);

        await page.Marked("log-out").ClickAsync();
        await page.Marked("confirm").ClickAsync();
        await page.Heading("WhatsApp");
        Assert.Empty((await guest.Test.Sessions.ListPageAsync(cancellationToken: Ct)).Items);
    }

    [Fact]
    public async Task A_suppression_is_removed()
    {
        await using var guest = await house.Guest();
        await guest.Test.Suppressions.AddAsync(new AddSuppressionRequest { Address = Phone, Channel = SuppressionChannel.Sms }, cancellationToken: Ct);
        var page = await guest.Page("suppressions", "Suppressions");

        await page.Button($"Remove {Phone}").ClickAsync();
        await page.Marked("confirm").ClickAsync();

        await Assertions.Expect(page.Button($"Remove {Phone}")).ToHaveCountAsync(0);
        Assert.Empty((await guest.Test.Suppressions.ListPageAsync(cancellationToken: Ct)).Items);
    }

    [Fact]
    public async Task Credit_is_topped_up_and_stands_in_the_ledger()
    {
        await using var guest = await house.OfOperator();
        var before = (await guest.Live.Accounts.GetAsync(Ct)).SmsBalance?.Amount ?? 0;
        var page = await guest.Page("billing", "Billing");

        await page.Marked("top-up").ClickAsync();
        await page.GetByLabel("Amount").FillAsync("12.5");
        await page.GetByLabel("Reference").FillAsync("invoice 7");
        await page.Marked("book").ClickAsync();
        await page.Marked("confirm").ClickAsync();

        await Assertions.Expect(page.Marked("credit")).ToContainTextAsync((before + 12.5m).ToString("0.00", CultureInfo.InvariantCulture));
        Assert.Equal(before + 12.5m, (await guest.Live.Accounts.GetAsync(Ct)).SmsBalance?.Amount);
    }

    [Fact]
    public async Task A_page_says_that_its_server_is_gone_and_comes_back_with_it()
    {
        await using var stand = await Stand.Owned(house.Browser);
        var page = await stand.OwnersPage("keys", "API keys");
        await page.EvaluateAsync("() => { window.isTheSame = true; }");

        await stand.Kill();
        await page.GetByText("The connection to the server broke").IsThere();
        await page.Picture("server-gone");
        await stand.StartAgain();

        await page.WaitForFunctionAsync("() => !window.isTheSame");
        await page.Heading("API keys");
        await page.Button("Revoke dev").IsThere();
    }

    [Fact]
    public async Task A_code_is_read_on_the_phone_and_entered()
    {
        await using var guest = await house.Guest();
        var sent = await guest.Test.Verify.SendCodeAsync(new SendCodeRequest { To = Phone }, cancellationToken: Ct);
        await Until.IsTrue(async () => (await guest.Test.Simulator.ListInboxPageAsync(cancellationToken: Ct)).Items.Count == 1);
        var page = await guest.Page($"phone/{Phone}", "Phone simulator");

        var code = (await page.Marked("one-time-code").First.InnerTextAsync()).Trim();
        await page.Picture("phone-code");

        Assert.True((await guest.Test.Verify.CheckCodeAsync(sent.Id, code, Ct)).Valid);
    }

    [Fact]
    public async Task Two_factor_is_turned_on_and_asked_for_at_the_next_sign_in()
    {
        await using var guest = await house.Guest();
        var page = await guest.Page("you", "Your sign-in");

        await page.Marked("totp-on").ClickAsync();
        await page.Marked("qr").IsThere();
        var totp = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes((await page.Marked("code").First.InnerTextAsync()).Trim()));
        var first = totp.ComputeTotp();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(first);
        await page.Marked("totp-confirm").ClickAsync();
        await page.Marked("totp-off").IsThere();

        var stranger = await guest.Stranger();
        await stranger.GotoAsync("dashboard/sign-in");
        await stranger.GetByLabel("Email").FillAsync(guest.Email);
        await stranger.GetByLabel("Password").FillAsync(Stand.Password);
        await stranger.Button("Sign in").ClickAsync();
        await stranger.GetByLabel("Code").FillAsync(first);
        await stranger.GetByLabel("Password").FillAsync(Stand.Password);
        await stranger.Button("Sign in").ClickAsync();
        await Assertions.Expect(stranger.GetByRole(AriaRole.Alert)).ToContainTextAsync($"Error {SendApiErrors.InvalidApiKey}");
    }

    [Fact]
    public async Task No_secret_stands_in_any_page_after_it_was_made()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Page("you", "Your sign-in");

        foreach (var place in Site.All(house.Used))
        {
            await page.Come(place);
            var content = await page.ContentAsync();
            foreach (var secret in house.Used.Secrets)
                Assert.False(content.Contains(secret, StringComparison.Ordinal), $"/{place.Path} shows a secret.");
        }
    }
}
