using System.Text.Json;

namespace SendApi.Tests.Accounts;

public sealed class AccountsTests
{
    private const string Accounts = "/v1/admin/accounts";

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_is_made_with_a_plan_a_period_and_nothing_used_and_is_found_at_its_location(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(Accounts, """{"name": " shop ", "plan": "growth", "period_anchor": "2025-12-31"}""", app.LiveKey, "make-1");
        var again = await app.Post(Accounts, """{"name": " shop ", "plan": "growth", "period_anchor": "2025-12-31"}""", app.LiveKey, "make-1");
        var read = await app.Get(made.Headers["Location"], app.LiveKey);

        Assert.Equal((201, made.Text), (again.Status, again.Text));
        Assert.Equal((200, made.Text), (read.Status, read.Text));
        Assert.Equal(("account", "shop", "Growth", "active", "False", "False", ""), (made.Data("object"), made.Data("name"), made.Data("plan"), made.Data("subscription"), made.Data("suspended"), made.Data("is_operator"), made.Data("trial_ends_at")));
        var data = made.Json.GetProperty("data");
        Assert.Equal(("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"), (Text(data, "billing_period", "starts_at"), Text(data, "billing_period", "ends_at")));
        Assert.Equal((300, 500, true), (data.GetProperty("limits").GetProperty("requests_per_minute").GetInt32(), data.GetProperty("limits").GetProperty("sms_quota").GetInt32(), data.GetProperty("limits").GetProperty("is_prepaid").GetBoolean()));
        Assert.Equal(("0.000000", "USD"), (Text(data, "sms_balance", "amount"), Text(data, "sms_balance", "currency")));
        Assert.Equal("""{"sms":{"sent":0,"segments":0,"quota":500}}""", data.GetProperty("usage").GetRawText());
        Assert.Equal("""{"allowed_countries":[],"blocked_prefixes":[],"blocked_words":[]}""", data.GetProperty("policy").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_trial_ends_in_three_days_unless_told_otherwise_and_brings_fifteen_cents_and_fewer_emails(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var plain = await app.Post(Accounts, """{"name": "one", "subscription": "trial"}""", app.LiveKey);
        var week = await app.Post(Accounts, """{"name": "two", "trial_days": 7, "plan": "Business"}""", app.LiveKey);
        var timed = await app.Post(Accounts, """{"name": "three", "trial_ends_at": "2026-03-20T00:00:00Z"}""", app.LiveKey);

        Assert.Equal([("trial", "2026-03-12T14:30:00Z", "Starter"), ("trial", "2026-03-16T14:30:00Z", "Business"), ("trial", "2026-03-20T00:00:00Z", "Starter")],
            new[] { plain, week, timed }.Select(r => (r.Data("subscription"), r.Json.GetProperty("data").GetProperty("trial_ends_at").GetString(), r.Data("plan"))));
        Assert.All(new[] { plain, week, timed }, r => Assert.Equal(("0.150000", "0.150000", 100),
            (Text(r.Json.GetProperty("data"), "sms_balance", "amount"), r.Json.GetProperty("data").GetProperty("credit").GetProperty("paid_in").GetProperty("amount").GetString(), r.Json.GetProperty("data").GetProperty("limits").GetProperty("email_quota").GetInt32())));
        Assert.Equal(3, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM ledger_entries WHERE reference = 'trial' AND amount = 150000"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Lists_are_paged_newest_first_and_narrowed_by_a_part_of_the_name(string engine)
    {
        await using var app = await TestApp.Run(engine);
        foreach (var name in new[] { "Shop one", "shop two", "100% shop", "100 bakers" })
        {
            await app.Account(name);
            app.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        var first = await app.Get(Accounts + "?name=SHOP&per_page=2", app.LiveKey);
        var rest = await app.Get($"{Accounts}?name=shop&per_page=2&cursor={Meta(first, "next_cursor")}", app.LiveKey);

        Assert.Equal(["100% shop", "shop two"], Names(first));
        Assert.Equal(["Shop one"], Names(rest));
        Assert.Equal(("3", "2", ""), (Meta(first, "total"), Meta(first, "last_page"), Meta(rest, "next_cursor")));
        Assert.Equal(["100% shop"], Names(await app.Get(Accounts + "?name=0%25", app.LiveKey)));
        Assert.Equal(5, Names(await app.Get(Accounts, app.LiveKey)).Length);
        Assert.Equal(["cursor"], (await app.Get(Accounts + "?cursor=yesterday", app.LiveKey)).Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_touches_what_it_names_and_is_in_force_within_a_second(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop", "Starter");
        var key = await app.Key("admin", account: shop);
        Assert.Equal("60", (await app.Get("/v1/account", key)).Headers["X-RateLimit-Limit"]);

        await app.Patch($"{Accounts}/{shop}", """{"policy": {"allowed_countries": ["gb", "GB", "us"], "blocked_words": ["casino"]}}""", app.LiveKey);
        var changed = await app.Patch($"{Accounts}/{shop}", """{"name": "shop & sons", "plan": "Growth", "subscription": null, "policy": {"blocked_prefixes": ["+882"], "blocked_words": []}}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((200, "shop & sons", "Growth", "active"), (changed.Status, changed.Data("name"), changed.Data("plan"), changed.Data("subscription")));
        Assert.Equal("""{"allowed_countries":["GB","US"],"blocked_prefixes":["+882"],"blocked_words":[]}""", changed.Json.GetProperty("data").GetProperty("policy").GetRawText());
        Assert.Equal("300", (await app.Get("/v1/account", key)).Headers["X-RateLimit-Limit"]);
        Assert.Equal(changed.Json.GetProperty("data").GetProperty("policy").GetRawText(), (await app.Get("/v1/account/policy", key)).Json.GetProperty("data").GetRawText());
        Assert.Equal(4009, (await app.Post("/v1/sms/send", """{"to": "+33612345678", "content": "Hi"}""", key)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_trial_that_becomes_a_subscription_has_no_end_and_one_that_begins_later_brings_no_credit(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = (await app.Post(Accounts, """{"name": "shop", "trial_days": 1}""", app.LiveKey)).Data("id");
        var path = $"{Accounts}/{id}";

        var active = await app.Patch(path, """{"subscription": "active"}""", app.LiveKey);
        var trial = await app.Patch(path, """{"subscription": "trial"}""", app.LiveKey);
        var longer = await app.Patch(path, """{"trial_days": 30}""", app.LiveKey);

        Assert.Equal(["", "2026-03-12T14:30:00Z", "2026-04-08T14:30:00Z"], new[] { active, trial, longer }.Select(r => r.Json.GetProperty("data").GetProperty("trial_ends_at").GetString() ?? ""));
        Assert.Equal("0.150000", Text(longer.Json.GetProperty("data"), "sms_balance", "amount"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_accounts_that_are_renamed_alike_in_the_same_moment_one_gets_the_name_and_the_others_4090(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var made = new List<Reply>();
        foreach (var name in new[] { "one", "two", "three", "four" })
            made.Add(await app.Post(Accounts, $$"""{"name": "{{name}}"}""", app.LiveKey));

        var renamed = await Task.WhenAll(made.Select(account => app.Patch($"{Accounts}/{account.Data("id")}", """{"name": "shop"}""", app.LiveKey)));

        Assert.Equal([200, 409, 409, 409], renamed.Select(r => r.Status).Order());
        Assert.All(renamed.Where(r => r.Status == 409), r => Assert.Equal((4090, "There is an account 'shop' already. Choose another name."), (r.Code, r.Message)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_name_that_is_taken_is_4090_and_an_unknown_id_4044(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (shop, bakery) = (await app.Account("shop"), await app.Account("bakery"));

        Assert.Equal((409, 4090), Code(await app.Post(Accounts, """{"name": "shop", "trial_days": 3}""", app.LiveKey)));
        Assert.Equal((409, 4090), Code(await app.Patch($"{Accounts}/{bakery}", """{"name": "shop"}""", app.LiveKey)));
        Assert.Equal(200, (await app.Patch($"{Accounts}/{shop}", """{"name": "shop"}""", app.LiveKey)).Status);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM ledger_entries"), default));
        foreach (var id in new[] { "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "shop", "x" })
        {
            Assert.Equal((404, 4044), Code(await app.Get($"{Accounts}/{id}", app.LiveKey)));
            Assert.Equal((404, 4044), Code(await app.Patch($"{Accounts}/{id}", """{"name": "other"}""", app.LiveKey)));
        }
    }

    public static TheoryData<string, int, string[]> WrongAccounts => new()
    {
        { "{}", 422, ["name"] },
        { """{"name": " "}""", 422, ["name"] },
        { $$"""{"name": "{{new string('n', 101)}}"}""", 422, ["name"] },
        { """{"name": "a\nb"}""", 422, ["name"] },
        { """{"name": "default"}""", 422, ["name"] },
        { """{"name": "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M"}""", 422, ["name"] },
        { """{"name": "x", "plan": "Gold"}""", 422, ["plan"] },
        { """{"name": "x", "plan": "Gold", "subscription": "free"}""", 422, ["subscription", "plan"] },
        { """{"name": "x", "subscription": "past_due"}""", 422, ["subscription"] },
        { """{"name": "x", "subscription": "active", "trial_days": 3}""", 422, ["subscription"] },
        { """{"name": "x", "trial_days": 0}""", 422, ["trial_days"] },
        { """{"name": "x", "trial_days": 366}""", 422, ["trial_days"] },
        { """{"name": "x", "trial_days": 2147483647}""", 422, ["trial_days"] },
        { """{"name": "x", "trial_days": 3, "trial_ends_at": "2026-03-20T00:00:00Z"}""", 422, ["trial_ends_at"] },
        { """{"name": "x", "trial_ends_at": "2026-03-09T14:29:59Z"}""", 422, ["trial_ends_at"] },
        { """{"name": "x", "trial_ends_at": "soon"}""", 422, ["trial_ends_at"] },
        { """{"name": "x", "period_anchor": "2026-03-10"}""", 422, ["period_anchor"] },
        { """{"name": "x", "period_anchor": "1999-12-31"}""", 422, ["period_anchor"] },
        { """{"name": "x", "period_anchor": "31"}""", 422, ["period_anchor"] },
        { """{"name": 7}""", 400, ["name"] },
        { """{"name": "x", "trial_days": "3"}""", 400, ["trial_days"] },
    };

    [Theory, MemberData(nameof(WrongAccounts))]
    public async Task An_account_that_cannot_be_made_names_every_field_and_is_not_there(string body, int status, string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refused = await app.Post(Accounts, body, app.LiveKey);

        Assert.Equal((status, 4000), Code(refused));
        Assert.Equal(fields, refused.Fields);
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM accounts"), default));
    }

    public static TheoryData<string, string[]> WrongChanges => new()
    {
        { """{"name": ""}""", ["name"] },
        { """{"plan": "Gold", "name": "other"}""", ["plan"] },
        { """{"subscription": "paused"}""", ["subscription"] },
        { """{"trial_ends_at": "2026-03-20T00:00:00Z"}""", ["trial_ends_at"] },
        { """{"trial_days": 3}""", ["trial_days"] },
        { """{"subscription": "trial", "trial_ends_at": "2026-03-09T14:00:00Z"}""", ["trial_ends_at"] },
        { """{"suspended_reason": "fraud"}""", ["suspended_reason"] },
        { """{"suspended": false, "suspended_reason": "fraud"}""", ["suspended_reason"] },
        { $$"""{"suspended": true, "suspended_reason": "{{new string('r', 201)}}"}""", ["suspended_reason"] },
        { """{"policy": {"allowed_countries": ["GB", "XX", "England", null]}}""", ["policy.allowed_countries[1]", "policy.allowed_countries[2]", "policy.allowed_countries[3]"] },
        { """{"policy": {"blocked_prefixes": ["44", "+", "+44x", "+4412345678901234"]}}""", ["policy.blocked_prefixes[0]", "policy.blocked_prefixes[1]", "policy.blocked_prefixes[2]", "policy.blocked_prefixes[3]"] },
        { """{"plan": "Gold", "policy": {"blocked_words": ["", " "]}}""", ["plan", "policy.blocked_words[0]", "policy.blocked_words[1]"] },
        { """{"policy": {"blocked_words": [""" + string.Join(',', Enumerable.Repeat("\"w\"", 1001)) + "]}}", ["policy.blocked_words"] },
    };

    [Theory, MemberData(nameof(WrongChanges))]
    public async Task A_change_that_is_wrong_in_one_field_changes_none(string body, string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var path = $"{Accounts}/{await app.Account("shop", "Starter")}";
        var before = await app.Get(path, app.LiveKey);

        var refused = await app.Patch(path, body, app.LiveKey);

        Assert.Equal((422, 4000), Code(refused));
        Assert.Equal(fields, refused.Fields);
        Assert.Equal(before.Text, (await app.Get(path, app.LiveKey)).Text);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_customer_sees_his_own_account_and_no_policy_word_too_many(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop", "Starter");
        await app.TopUp(shop, 12_345_678);
        var key = await app.Key("account:read", isTest: false, account: shop);

        var own = await app.Get("/v1/account", key);

        Assert.Equal((200, shop, "shop", "Starter", "active", "False"), (own.Status, own.Data("id"), own.Data("name"), own.Data("plan"), own.Data("subscription"), own.Data("suspended")));
        Assert.Equal("12.345678", Text(own.Json.GetProperty("data"), "sms_balance", "amount"));
        Assert.Equal(("2026-03-09T00:00:00Z", "2026-04-09T00:00:00Z"), (Text(own.Json.GetProperty("data"), "billing_period", "starts_at"), Text(own.Json.GetProperty("data"), "billing_period", "ends_at")));
        Assert.False(own.Json.GetProperty("data").TryGetProperty("credit", out _));
        Assert.Equal(4030, (await app.Get("/v1/account", await app.Key("sms:write", account: shop))).Code);
    }

    private static (int, int) Code(Reply reply) => (reply.Status, reply.Code);

    private static string? Text(JsonElement data, string member, string name) => data.GetProperty(member).GetProperty(name).GetString();

    private static string Meta(Reply reply, string name) => reply.Json.GetProperty("meta").GetProperty(name).ToString();

    private static string[] Names(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(a => a.GetProperty("name").GetString()!)];
}
