using SendApi.Core;

namespace SendApi.Tests.Billing;

/// <summary>Usage and the ledger as a customer reads them.</summary>
public sealed class UsageTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Usage_counts_live_messages_segments_and_cost_and_warns_at_80_and_100_percent(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Starter");
        var key = await app.Key("sms:write,account:read", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        await app.SetPlan("Starter", "sms_quota = 5");
        for (var i = 0; i < 4; i++)
            await app.SendSms("+447700900100", new string('a', 161), key);
        await app.SendSms("+447700900100", key: await app.Key("sms:write", account: account));

        var data = (await app.Get("/v1/account/usage", key)).Json.GetProperty("data");

        var sms = data.GetProperty("usage").GetProperty("sms");
        Assert.Equal((4, 8, "0.360000", 5, 80.0), (sms.GetProperty("sent").GetInt32(), sms.GetProperty("segments").GetInt32(), sms.GetProperty("cost_usd").GetString(),
            sms.GetProperty("quota").GetInt32(), sms.GetProperty("percentage").GetDouble()));
        Assert.Equal("0.640000", data.GetProperty("sms_balance").GetProperty("amount").GetString());
        Assert.Equal(("2026-03-09T00:00:00Z", "2026-04-09T00:00:00Z"),
            (data.GetProperty("billing_period").GetProperty("starts_at").GetString(), data.GetProperty("billing_period").GetProperty("ends_at").GetString()));
        var day = Assert.Single(data.GetProperty("daily_breakdown").EnumerateArray());
        Assert.Equal(("2026-03-09", 4), (day.GetProperty("date").GetString(), day.GetProperty("sms_sent").GetInt32()));
        Assert.Equal([80], data.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("percent").GetInt32()));

        await app.SendSms("+447700900100", key: key);
        data = (await app.Get("/v1/account/usage?granularity=monthly", key)).Json.GetProperty("data");
        Assert.Equal([80, 100], data.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("percent").GetInt32()));
        Assert.Equal("2026-03", Assert.Single(data.GetProperty("daily_breakdown").EnumerateArray()).GetProperty("date").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_billing_period_begins_with_an_empty_quota(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Starter");
        var key = await app.Key("sms:write,account:read", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        await app.SetPlan("Starter", "sms_quota = 1");
        await app.SendSms("+447700900100", key: key);
        Assert.Equal(Errors.QuotaExceeded.Number, (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""", key)).Code);

        app.Clock.Advance(new DateTimeOffset(2026, 4, 9, 0, 0, 0, TimeSpan.Zero) - app.Clock.GetUtcNow());

        await app.SendSms("+447700900100", key: key);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_ledger_lists_every_move_newest_first_and_pages_by_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = await app.SendSms("+447700900100", key: key);
        await app.Until(id, "delivered", key);

        var kinds = new List<string>();
        string? cursor = null;
        do
        {
            var page = await app.Get($"/v1/account/ledger?per_page=1{(cursor is null ? "" : "&cursor=" + cursor)}", key);
            var entry = Assert.Single(page.Json.GetProperty("data").EnumerateArray());
            kinds.Add(entry.GetProperty("kind").GetString()!);
            cursor = page.Json.GetProperty("meta").GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["settle", "reserve", "top_up"], kinds.OrderBy(k => k == "top_up" ? 2 : k == "reserve" ? 1 : 0));
        Assert.Equal("top_up", kinds[^1]);
    }

    [Theory]
    [InlineData("/v1/account/usage?from_date=2026-03-09&to_date=2026-03-01", "to_date")]
    [InlineData("/v1/account/usage?from_date=2020-01-01&to_date=2026-01-01", "to_date")]
    [InlineData("/v1/account/usage?granularity=hourly", "granularity")]
    [InlineData("/v1/account/usage?from_date=tomorrow", "from_date")]
    [InlineData("/v1/account/ledger?cursor=txn_of_somebody_else", "cursor")]
    [InlineData("/v1/sms/pricing?country=Britain", "country")]
    public async Task A_parameter_that_cannot_be_is_named(string path, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get(path);

        Assert.Equal((422, Errors.InvalidRequest.Number), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Pricing_shows_the_list_in_force_and_whether_the_caller_pays_at_all(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var account = await app.Account("shop", "Starter");

        var mine = (await app.Get("/v1/sms/pricing?country=gb", app.LiveKey)).Json.GetProperty("data");
        var theirs = (await app.Get("/v1/sms/pricing?country=gb", await app.Key("sms:read", isTest: false, account: account))).Json.GetProperty("data");

        Assert.Equal((false, true), (mine.GetProperty("is_charged").GetBoolean(), theirs.GetProperty("is_charged").GetBoolean()));
        var price = Assert.Single(mine.GetProperty("prices").EnumerateArray());
        Assert.Equal(("+44", "0.045000"), (price.GetProperty("prefix").GetString(), price.GetProperty("price_per_segment").GetProperty("amount").GetString()));
    }
}
