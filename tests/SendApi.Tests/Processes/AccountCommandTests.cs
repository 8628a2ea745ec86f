using System.Text.Json;

namespace SendApi.Tests.Processes;

public sealed class AccountCommandTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_has_a_name_of_its_own_a_plan_and_keys_that_see_nobody_elses_messages(string engine)
    {
        await using var server = await Installation.Fresh(engine);

        var id = await server.Must("accounts", "create", "--name", "shop", "--plan", "starter");
        Assert.Matches("^acct_[0-9A-Z]+$", id);
        Faults.Say(await server.Run("accounts", "create", "--name", "shop"), 1, "'shop' already");
        var listed = JsonDocument.Parse(await server.Must("accounts", "list", "--json")).RootElement.EnumerateArray().ToList();
        Assert.Equal([("default", "Unlimited"), ("shop", "Starter")],
            listed.Select(a => (a.GetProperty("name").GetString()!, a.GetProperty("plan").GetString()!)).Order());

        await server.Start();
        var (ours, theirs) = (await server.Key("--test"), await server.Key("--test", "--account", "shop"));
        Assert.Equal(201, (await server.SendSms(ours, "Ours")).Status);
        Assert.Empty(await ListedMessage.All(server, theirs));
        Assert.Equal("60", (await server.Get("/v1/sms/messages", theirs)).Headers["X-RateLimit-Limit"]);
    }

    [Theory]
    [InlineData(1, "'Gold' Starter, Growth,", "--name", "shop", "--plan", "Gold")]
    [InlineData(1, "1 to 100 characters", "--name", "")]
    [InlineData(2, "--name")]
    public async Task An_account_that_cannot_be_made_says_what_would_do(int code, string says, params string[] options)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Run(["accounts", "create", .. options]), code, says);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_operator_runs_his_customers_from_the_command_line_beside_a_running_server(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Start();
        var id = await server.Must("accounts", "create", "--name", "shop", "--trial-days", "30");
        var key = await server.Key("--account", "shop");

        Assert.Equal("Booked: INV-1. 25.150000 USD are left.", await server.Must("accounts", "top-up", "shop", "--amount", "25.00", "--reference", "INV-1"));
        Assert.Equal("Was booked before: INV-1. 25.150000 USD are left.", await server.Must("accounts", "top-up", id, "--amount", "25", "--reference", "INV-1"));
        Assert.Equal("0.150000", Json(await server.Must("accounts", "correct", "shop", "--amount", "25", "--reference", "FIX-1", "--json")).GetProperty("sms_balance").GetProperty("amount").GetString());
        var changed = Json(await server.Must("accounts", "update", "shop", "--suspend", "Unpaid", "--allow-countries", "gb,us", "--block-words", "casino, big money", "--json"));
        Assert.Equal("""{"allowed_countries":["GB","US"],"blocked_prefixes":[],"blocked_words":["casino","big money"]}""", changed.GetProperty("policy").GetRawText());
        var shown = await server.Must("accounts", "show", "shop");
        Assert.All(["shop", "Starter", "trial, ends 20", "Unpaid", "0.150000 USD left", "0 of 100", "GB, US", "'casino', 'big money'"], part => Assert.Contains(part, shown, StringComparison.Ordinal));

        Reply? last = null;
        Task<bool> Answers(int status) => Task.Run(async () => (last = await server.Get("/v1/account", key)).Status == status);
        await Eventually.IsTrue(() => Answers(403), () => last!.Text, patience: TimeSpan.FromSeconds(1));
        await server.Must("accounts", "update", "shop", "--resume", "--plan", "growth", "--subscription", "active", "--allow-countries", "");
        await Eventually.IsTrue(() => Answers(200), () => last!.Text, patience: TimeSpan.FromSeconds(1));
        Assert.Equal(("Growth", "active"), (last!.Data("plan"), last.Data("subscription")));

        await server.Must("plans", "set", "growth", "--requests-per-minute", "7", "--sms-quota", "unlimited", "--prepaid", "false", "--discounts", "1000:3,10000:5");
        await Eventually.IsTrue(async () => (last = await server.Get("/v1/account", key)).Headers["X-RateLimit-Limit"] == "7", () => last!.Text, patience: TimeSpan.FromSeconds(1));
        Assert.Matches(@"Growth +7 +unlimited +25000 +1000 +50000 +3 +no +1000:3,10000:5", await server.Must("plans", "list"));
        Assert.Equal(["Starter", "Growth", "Business", "Enterprise", "Unlimited"], Json(await server.Must("plans", "list", "--json")).EnumerateArray().Select(p => p.GetProperty("name").GetString()!));
    }

    [Theory]
    [InlineData(1, "account 'nobody' sendapi accounts list", "accounts", "show", "nobody")]
    [InlineData(1, "account 'nobody'", "accounts", "top-up", "nobody", "--amount", "1", "--reference", "A")]
    [InlineData(1, "more than 0", "accounts", "top-up", "default", "--amount", "-1", "--reference", "A")]
    [InlineData(1, "'reference' is required more than 0", "accounts", "top-up", "default", "--amount", "0", "--reference", "")]
    [InlineData(1, "1.000000 USD cannot be taken away: 0.000000", "accounts", "correct", "default", "--amount", "1", "--reference", "A")]
    [InlineData(1, "stays active", "accounts", "update", "default", "--suspend", "no reason")]
    [InlineData(1, "not both", "accounts", "update", "default", "--suspend", "x", "--resume")]
    [InlineData(1, "'XX' is not", "accounts", "update", "default", "--allow-countries", "XX")]
    [InlineData(1, "one of: active", "accounts", "update", "default", "--subscription", "paused")]
    [InlineData(1, "no plan 'Gold' Starter", "plans", "set", "Gold", "--sms-quota", "1")]
    [InlineData(1, "'many' unlimited", "plans", "set", "Growth", "--sms-quota", "many")]
    [InlineData(1, "'1000' such as 1000:3", "plans", "set", "Growth", "--discounts", "1000")]
    [InlineData(1, "percent", "plans", "set", "Growth", "--discounts", "1000:101")]
    [InlineData(2, "--amount", "accounts", "top-up", "default", "--reference", "A")]
    [InlineData(2, "'maybe'", "plans", "set", "Growth", "--prepaid", "maybe")]
    public async Task What_cannot_be_done_to_an_account_or_a_plan_says_why(int code, string says, params string[] command)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Run(command), code, says);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
