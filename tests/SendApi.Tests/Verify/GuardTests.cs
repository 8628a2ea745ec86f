using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Verify;
using SendApi.Server.Wiring;

namespace SendApi.Tests.Verify;

/// <summary>The guard against pumping, over HTTP: what it stops, what it never stops, and what it tells of it.</summary>
public sealed class GuardTests
{
    private const int FirstNumber = 900_100;

    [Theory, ClassData(typeof(Engines))]
    public async Task Codes_to_one_number_after_the_other_that_nobody_enters_are_stopped_and_the_money_is_told(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        await Send(app, 20);

        var reply = await Ask(app, 20);

        Assert.Equal((422, 4009), (reply.Status, reply.Code));
        Assert.Contains("/v1/verify/guard", reply.Message, StringComparison.Ordinal);
        Assert.Equal(20, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verifications"), default));
        var report = (await app.Get("/v1/verify/guard/report", app.LiveKey)).Json.GetProperty("data");
        Assert.Equal((20, 0), (report.GetProperty("codes").GetProperty("sent").GetInt32(), report.GetProperty("codes").GetProperty("verified").GetInt32()));
        Assert.Equal(1, report.GetProperty("stopped").GetProperty("codes").GetInt32());
        Assert.True(decimal.Parse(report.GetProperty("stopped").GetProperty("saved").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture) > 0);
        Assert.Equal("range", Assert.Single(report.GetProperty("rules").EnumerateArray()).GetProperty("rule").GetString());
        Assert.Equal("+4477009", Assert.Single(report.GetProperty("prefixes").EnumerateArray()).GetProperty("prefix").GetString());
        Assert.Equal("GB", Assert.Single(report.GetProperty("countries").EnumerateArray()).GetProperty("country").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_that_is_entered_makes_room_for_four_and_who_entered_one_is_never_stopped(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var ids = await Send(app, 20);
        await Enter(app, ids[7]);

        await Send(app, 4, from: 20);
        var stopped = await Ask(app, 24);
        var known = await Ask(app, 7);

        Assert.Equal((4009, 201), (stopped.Code, known.Status));
        var codes = (await app.Get("/v1/verify/guard/report", app.LiveKey)).Json.GetProperty("data").GetProperty("codes");
        Assert.Equal((25, 1, 0.04), (codes.GetProperty("sent").GetInt32(), codes.GetProperty("verified").GetInt32(), codes.GetProperty("conversion").GetDouble()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_older_than_an_hour_stops_nobody_and_is_forgotten_after_six(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        await Send(app, 20);
        Assert.Equal(4009, (await Ask(app, 20)).Code);

        app.Clock.Advance(TimeSpan.FromMinutes(65));

        Assert.Equal(201, (await Ask(app, 20)).Status);
        app.Clock.Advance(TimeSpan.FromHours(7));
        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verify_traffic"), default) == 0, clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task In_shadow_it_stops_nothing_and_tells_what_it_would_have(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        await Choose(app, """{"mode": "shadow"}""");

        await Send(app, 21);

        var report = (await app.Get("/v1/verify/guard/report", app.LiveKey)).Json.GetProperty("data");
        Assert.Equal(("shadow", 0, 1), (report.GetProperty("mode").GetString(), report.GetProperty("stopped").GetProperty("codes").GetInt32(), report.GetProperty("would_stop").GetProperty("codes").GetInt32()));
        Assert.Equal("0.000000", report.GetProperty("stopped").GetProperty("saved").GetProperty("amount").GetString());
    }

    [Theory]
    [InlineData("""{"mode": "off"}""")]
    [InlineData("""{"allowed_prefixes": ["+447700900"]}""")]
    public async Task Switched_off_or_allowed_nothing_is_stopped_or_told(string choice)
    {
        await using var app = await TestApp.Run(Engines.Sqlite, Simulated);
        await Choose(app, choice);

        await Send(app, 22);

        Assert.Empty((await app.Get("/v1/verify/guard/report", app.LiveKey)).Json.GetProperty("data").GetProperty("rules").EnumerateArray());
    }

    [Theory]
    [InlineData("""{}""", "+449098790123", "premium number")]
    [InlineData("""{"refused_types": ["mobile"]}""", "+447912345678", "mobile number")]
    [InlineData("""{"blocked_prefixes": ["+4477009"]}""", "+447700900100", "blocked prefix")]
    [InlineData("""{"budgets": {"GB": 0}}""", "+447700900100", "budget of 0 codes an hour to GB")]
    [InlineData("""{"budgets": {"*": 0}}""", "+4915112345678", "budget of 0 codes an hour to DE")]
    public async Task A_number_that_gets_no_codes_is_refused_with_the_rule_that_says_so(string choice, string to, string words)
    {
        await using var app = await TestApp.Run(Engines.Sqlite, Simulated);
        await Choose(app, choice);

        var reply = await Codes.Ask(app, to, app.LiveKey);

        Assert.Equal((422, 4009, "to"), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
        Assert.Contains(words, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_is_free_again_as_the_hour_moves_on()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, Simulated);
        await Choose(app, """{"budgets": {"GB": 2, "*": 1}}""");
        await Send(app, 2);
        Assert.Equal(4009, (await Ask(app, 2)).Code);

        app.Clock.Advance(TimeSpan.FromMinutes(65));

        Assert.Equal(201, (await Ask(app, 2)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_account_has_its_own_guard_and_codes_of_test_keys_are_not_judged(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var other = await app.Key("admin", isTest: false, account: await app.Account("other"));
        await Choose(app, """{"budgets": {"*": 0}}""");

        var (mine, theirs, test) = (await Ask(app, 0), await Ask(app, 0, other), await Ask(app, 0, app.TestKey));

        Assert.Equal((4009, 201, 201), (mine.Code, theirs.Status, test.Status));
        Assert.Equal("1", (await app.Get("/v1/verify/guard/report", other)).Json.GetProperty("data").GetProperty("codes").GetProperty("sent").ToString());
        Assert.Equal("0", (await app.Get("/v1/verify/guard/report", app.TestKey)).Json.GetProperty("data").GetProperty("codes").GetProperty("sent").ToString());
        Assert.Equal("{}", (await app.Get("/v1/verify/guard", other)).Json.GetProperty("data").GetProperty("budgets").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_choice_replaces_the_one_before_and_what_is_left_out_is_the_settings(string engine)
    {
        await using var app = await TestApp.Run(engine, options => Settings(options, ("Mode", "shadow"), ("BlockedPrefixes", "+882"), ("Budgets", "GB=5, *=100")));

        await Choose(app, """{"mode": "enforce", "blocked_prefixes": ["+883"], "allowed_prefixes": []}""");
        var chosen = (await app.Get("/v1/verify/guard", app.LiveKey)).Json.GetProperty("data");
        await Choose(app, """{}""");
        var settings = (await app.Get("/v1/verify/guard", app.LiveKey)).Json.GetProperty("data");

        Assert.Equal(("enforce", """["+882","+883"]"""), (chosen.GetProperty("mode").GetString(), chosen.GetProperty("blocked_prefixes").GetRawText()));
        Assert.Equal(("shadow", """["+882"]""", """{"GB":5,"*":100}"""), (settings.GetProperty("mode").GetString(), settings.GetProperty("blocked_prefixes").GetRawText(), settings.GetProperty("budgets").GetRawText()));
    }

    [Fact]
    public async Task A_code_that_is_stopped_takes_no_time_of_its_sender()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => Simulated(o) with { Configure = TestApp.Setting("Pacing:EachNumber", "1") });
        var sender = (await app.Post("/v1/sms/sender-ids", """{"sender_id": "+447800000001"}""", app.LiveKey)).Data("id");
        await app.Db.Write(s => s.Execute("UPDATE sender_ids SET status = 'approved', is_default = 1 WHERE id = @sender", new { sender }), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Choose(app, """{"blocked_prefixes": ["+447700900100"]}""");

        Assert.Equal(4009, (await Codes.Ask(app, "+447700900100", app.LiveKey)).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM sender_slots"), default));
        Assert.Equal(201, (await Codes.Ask(app, "+447700900101", app.LiveKey)).Status);
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM sender_slots"), default));
    }

    [Theory]
    [InlineData("""{"mode": "on"}""", "mode")]
    [InlineData("""{"allowed_prefixes": ["4477"]}""", "allowed_prefixes[0]")]
    [InlineData("""{"blocked_prefixes": ["+44", null]}""", "blocked_prefixes[1]")]
    [InlineData("""{"refused_types": ["pager"]}""", "refused_types[0]")]
    [InlineData("""{"budgets": {"XX": 5}}""", "budgets.XX")]
    [InlineData("""{"budgets": {"GB": -1}}""", "budgets.GB")]
    public async Task What_cannot_be_chosen_is_named_and_nothing_changes(string body, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Put("/v1/verify/guard", body, app.LiveKey);

        Assert.Equal((422, 4000, field), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verify_guards"), default));
    }

    [Fact]
    public async Task A_test_key_does_not_change_what_holds_for_live_codes()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Put("/v1/verify/guard", """{"mode": "off"}""");

        Assert.Equal((403, 4030), (reply.Status, reply.Code));
        Assert.Equal("enforce", (await app.Get("/v1/verify/guard", app.LiveKey)).Data("mode"));
    }

    [Fact]
    public async Task Who_may_send_codes_does_not_choose_what_stops_them()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Put("/v1/verify/guard", """{"mode": "off"}""", await app.Key("verify:write,account:read", isTest: false));

        Assert.Equal((403, 4030), (reply.Status, reply.Code));
        Assert.Equal("enforce", (await app.Get("/v1/verify/guard", app.LiveKey)).Data("mode"));
    }

    [Theory]
    [InlineData("from_date=soon", "from_date")]
    [InlineData("from_date=2026-03-09&to_date=2026-03-01", "to_date")]
    [InlineData("from_date=2024-01-01&to_date=2026-03-01", "to_date")]
    public async Task A_report_of_impossible_days_is_refused(string query, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"/v1/verify/guard/report?{query}");

        Assert.Equal((4000, field), (reply.Code, Assert.Single(reply.Fields)));
    }

    [Theory]
    [InlineData("Mode", "on")]
    [InlineData("BlockedPrefixes", "882")]
    [InlineData("RefusedTypes", "premium, pager")]
    [InlineData("Budgets", "GB")]
    [InlineData("Budgets", "XX=5")]
    [InlineData("OpenPerRange", "0")]
    public async Task A_setting_that_cannot_be_is_named_at_the_start(string name, string value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => TestApp.Run(Engines.Sqlite, options => Settings(options, (name, value))));

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    private static ServeOptions Simulated(ServeOptions options) => options with { LiveToSimulator = true };

    private static ServeOptions Settings(ServeOptions options, params (string Name, string Value)[] settings) => options with
    {
        Configure = builder =>
        {
            options.Configure?.Invoke(builder);
            foreach (var (name, value) in settings)
                builder.Configuration[$"Verify:Guard:{name}"] = value;
        },
    };

    private static Task<Reply> Ask(TestApp app, int number, string? key = null) =>
        Codes.Ask(app, $"+447700{(FirstNumber + number).ToString(CultureInfo.InvariantCulture)}", key ?? app.LiveKey, ", \"length\": 4");

    private static async Task<List<string>> Send(TestApp app, int count, int from = 0)
    {
        var ids = new List<string>();
        for (var number = from; number < from + count; number++)
        {
            var reply = await Ask(app, number);
            Assert.True(reply.Status == 201, reply.Text);
            ids.Add(reply.Data("id"));
        }

        return ids;
    }

    private static async Task Choose(TestApp app, string choice) => Assert.Equal(200, (await app.Put("/v1/verify/guard", choice, app.LiveKey)).Status);

    /// <summary>Enters the right code, as the person would: it is found by trying, as the store does not have it.</summary>
    private static async Task Enter(TestApp app, string id)
    {
        var row = (await app.Db.Read(s => s.First<VerificationRow>("SELECT * FROM verifications WHERE id = @id", new { id }), default))!;
        var desk = app.Services.GetRequiredService<CodeDesk>();
        var code = Enumerable.Range(0, 10_000).Select(n => n.ToString("D4", CultureInfo.InvariantCulture)).First(code => desk.Matches(row, code));
        Assert.Equal("True", (await Codes.Check(app, id, code, app.LiveKey)).Data("valid"));
    }
}
