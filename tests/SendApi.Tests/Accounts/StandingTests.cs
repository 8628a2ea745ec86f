namespace SendApi.Tests.Accounts;

/// <summary>What the gate says to accounts that are suspended or may not send any more, and in which order.</summary>
public sealed class StandingTests
{
    private const string Send = "/v1/sms/send", Body = """{"to": "+447700900100", "content": "Hi"}""";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_suspended_account_is_refused_with_live_and_test_keys_within_a_second_and_comes_back_as_quickly(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (shop, live, test) = await Shop(app);
        Assert.Equal(200, (await app.Get("/v1/account", live)).Status);

        await Change(app, shop, """{"suspended": true, "suspended_reason": "Unpaid bills."}""");
        var refused = await app.Get("/v1/account", live);
        Assert.Equal((403, 4031), (refused.Status, refused.Code));
        Assert.Equal("The account is suspended: Unpaid bills. Ask the operator of this server.", refused.Message);
        Assert.Equal(4031, (await app.Post(Send, Body, test)).Code);

        await Change(app, shop, """{"suspended_reason": "Fraud"}""");
        Assert.Contains("suspended: Fraud.", (await app.Get("/v1/account", test)).Message, StringComparison.Ordinal);

        await Change(app, shop, """{"suspended": false}""");
        Assert.Equal(200, (await app.Get("/v1/account", live)).Status);
        Assert.Equal(201, (await app.Post(Send, Body, test)).Status);

        await Change(app, shop, """{"suspended": true}""");
        Assert.Equal("The account is suspended. Ask the operator of this server.", (await app.Get("/v1/account", live)).Message);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_may_not_send_any_more_still_reads_and_tests_and_is_told_why(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var (shop, live, test) = await Shop(app);
        var cases = new[]
        {
            ("""{"subscription": "past_due"}""", "The subscription is past due. Settle the open bill to go on sending."),
            ("""{"subscription": "canceled"}""", "The subscription was canceled. Renew it to go on sending."),
        };
        foreach (var (change, message) in cases)
        {
            await Change(app, shop, change);
            var refused = await app.Post(Send, Body, live);
            Assert.Equal((402, 4022, message), (refused.Status, refused.Code, refused.Message));
            Assert.EndsWith("/docs/billing#plans", refused.Error.GetProperty("upgrade_url").GetString(), StringComparison.Ordinal);
            Assert.Equal(200, (await app.Get("/v1/account", live)).Status);
            Assert.Equal(201, (await app.Post(Send, Body, test)).Status);
        }

        await Change(app, shop, """{"subscription": "active"}""");
        Assert.Equal(201, (await app.Post(Send, Body, live)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_may_not_send_any_more_still_revokes_a_key_that_leaked(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (shop, live, _) = await Shop(app);
        var leaked = await app.Post("/v1/api-keys", """{"name": "leaked", "scopes": ["sms:write"]}""", live);
        await Change(app, shop, """{"subscription": "past_due"}""");

        Assert.Equal(4022, (await app.Post("/v1/api-keys", """{"name": "more", "scopes": ["sms:write"]}""", live)).Code);
        Assert.Equal(200, (await app.Delete($"/v1/api-keys/{leaked.Data("id")}", live)).Status);
        Assert.Equal(4012, (await app.Get("/v1/sms/messages", leaked.Data("key"))).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_trial_sends_until_the_moment_it_ends(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var made = await app.Post("/v1/admin/accounts", """{"name": "shop", "trial_ends_at": "2026-03-09T14:40:00Z"}""", app.LiveKey);
        var (live, test) = (await app.Key("admin", isTest: false, account: made.Data("id")), await app.Key("admin", account: made.Data("id")));

        app.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(201, (await app.Post(Send, Body, live)).Status);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var refused = await app.Post(Send, Body, live);
        Assert.Equal((402, 4022, "The trial ended on 2026-03-09T14:40:00Z. Choose a plan to go on sending."), (refused.Status, refused.Code, refused.Message));
        Assert.Equal(200, (await app.Get("/v1/account", live)).Status);
        Assert.Equal(201, (await app.Post(Send, Body, test)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Expiry_comes_before_suspension_before_subscription_before_rate_before_scope(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (shop, _, _) = await Shop(app);
        var key = await app.Key("sms:read", isTest: false, expires: app.Clock.GetUtcNow().AddMinutes(1), account: shop);
        await app.SetPlan("Starter", "requests_per_minute = 1");
        await Change(app, shop, """{"suspended": true, "subscription": "past_due"}""");
        Task<Reply> Post() => app.Post(Send, Body, key);

        Assert.Equal(4031, (await Post()).Code);
        await Change(app, shop, """{"suspended": false}""");
        // Neither of these is counted: the limit of 1 is not used up by them.
        Assert.Equal(4022, (await Post()).Code);
        Assert.Equal(4022, (await Post()).Code);
        await Change(app, shop, """{"subscription": "active"}""");
        Assert.Equal(4030, (await Post()).Code);
        Assert.Equal(4029, (await Post()).Code);
        await Change(app, shop, """{"subscription": "past_due"}""");
        Assert.Equal(4022, (await Post()).Code);
        await Change(app, shop, """{"suspended": true}""");
        Assert.Equal(4031, (await Post()).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4013, (await Post()).Code);
    }

    private static async Task<(string Account, string Live, string Test)> Shop(TestApp app)
    {
        var shop = await app.Account("shop", "Starter");
        await app.TopUp(shop, 10_000_000);
        return (shop, await app.Key("admin", isTest: false, account: shop), await app.Key("admin", account: shop));
    }

    private static async Task Change(TestApp app, string account, string change)
    {
        var reply = await app.Patch($"/v1/admin/accounts/{account}", change, app.LiveKey);
        Assert.True(reply.Status == 200, reply.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
