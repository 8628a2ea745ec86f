using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Delivery;
using SendApi.Server.Wiring;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Verify;

/// <summary>What a send answers, what it refuses, and how many codes one person gets.</summary>
public sealed class SendCodeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_send_answers_everything_but_the_code(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await Codes.Ask(app, more: ", \"length\": 8, \"ttl\": 120, \"brand_name\": \"Acme\", \"locale\": \"de-AT\"");

        var id = reply.Data("id");
        Assert.Equal((201, $"/v1/verify/status/{id}"), (reply.Status, reply.Headers["Location"]));
        Assert.Equal((Codes.Phone, "sms", "pending", "5", "de", "Acme"),
            (reply.Data("to"), reply.Data("channel"), reply.Data("status"), reply.Data("attempts_remaining"), reply.Data("locale"), reply.Data("brand_name")));
        Assert.Equal(("2026-03-09T14:30:00Z", "2026-03-09T14:32:00Z"), (reply.Data("created_at"), reply.Data("expires_at")));
        var text = (await app.Get($"/v1/sms/status/{reply.Data("message_id")}")).Json.GetProperty("data");
        Assert.Equal(("otp", id), (text.GetProperty("traffic_class").GetString(), text.GetProperty("verification_id").GetString()));
        var words = text.GetProperty("content").GetString()!;
        Assert.Matches("^[0-9]{8} .*Acme.* 2 Minuten", words);
        Assert.DoesNotContain(Codes.In(words), reply.Text, StringComparison.Ordinal);
        await app.Until(reply.Data("message_id"), "delivered");
        var status = await app.Get($"/v1/verify/status/{id}");
        Assert.Equal("delivered", status.Json.GetProperty("data").GetProperty("delivery").GetProperty("status").GetString());
        Assert.Equal(["attempt", "created", "receipt"], status.Events.Select(e => e.GetProperty("type").GetString()!).Intersect(["created", "attempt", "receipt"]).Order());
        Assert.DoesNotContain(Codes.In(words), status.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "to")]
    [InlineData("""{"to": "+447700900100", "length": 3}""", "length")]
    [InlineData("""{"to": "+447700900100", "length": 9}""", "length")]
    [InlineData("""{"to": "+447700900100", "ttl": 59}""", "ttl")]
    [InlineData("""{"to": "+447700900100", "ttl": 601}""", "ttl")]
    [InlineData("""{"to": "+447700900100", "channel": "pigeon"}""", "channel")]
    [InlineData("""{"to": "+447700900100", "channel": "whatsapp"}""", "channel")]
    [InlineData("""{"to": "+447700900100", "channel": "email"}""", "channel")]
    [InlineData("""{"to": "grace@example.com"}""", "to")]
    [InlineData("""{"to": "07700900100"}""", "to")]
    [InlineData("""{"to": "+447700900100", "locale": "not a language"}""", "locale")]
    [InlineData("""{"to": "+447700900100", "brand_name": ""}""", "brand_name")]
    [InlineData("""{"to": "+447700900100", "brand_name": "Acme: https://evil.example/win"}""", "brand_name")]
    [InlineData("""{"to": "+447700900100", "brand_name": "A name that is longer than thirty"}""", "brand_name")]
    [InlineData("""{"to": "+447700900100", "end_user_ip": "300.1.1.1"}""", "end_user_ip")]
    [InlineData("""{"to": "+447700900100", "end_user_ip": "fe80::1%eth0"}""", "end_user_ip")]
    public async Task What_cannot_be_is_named_and_nothing_is_counted(string body, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post("/v1/verify/send", body);

        Assert.Equal((422, field), (reply.Status, Assert.Single(reply.Fields)));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verify_windows"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_parallel_sends_to_one_number_exactly_five_pass(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Codes.Ask(app, key: app.LiveKey)));

        Assert.Equal(5, replies.Count(r => r.Status == 201));
        Assert.All(replies.Where(r => r.Status != 201), r => Assert.Equal((429, 4043), (r.Status, r.Code)));
        Assert.Equal(5, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verifications WHERE status = 10"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_time_to_wait_is_true_to_the_second(string engine)
    {
        await using var app = await TestApp.Run(engine);
        for (var i = 0; i < 5; i++)
        {
            await Codes.Sent(app);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var refused = await Codes.Ask(app);
        var wait = refused.Error.GetProperty("retry_after").GetInt32();
        app.Clock.Advance(TimeSpan.FromSeconds(wait - 1));
        var early = await Codes.Ask(app);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var inTime = await Codes.Ask(app);

        Assert.Equal((4043, 55 * 60, "3300"), (refused.Code, wait, refused.Headers["Retry-After"]));
        Assert.Equal((4043, 1, 201), (early.Code, early.Error.GetProperty("retry_after").GetInt32(), inTime.Status));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_day_holds_20_codes(string engine)
    {
        await using var app = await TestApp.Run(engine);
        for (var i = 0; i < 20; i++)
        {
            await Codes.Sent(app);
            app.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var refused = await Codes.Ask(app);

        Assert.Equal((4043, (24 * 60 - 20 * 20) * 60), (refused.Code, refused.Error.GetProperty("retry_after").GetInt32()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_recipient_is_one_person_to_all_accounts_and_each_test_world_is_its_own(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var other = await app.Key("admin", isTest: false, account: await app.Account("other"));
        var (here, there) = (await app.Key("admin"), await app.Key("admin", account: await app.Account("third")));
        for (var i = 0; i < 5; i++)
        {
            await Codes.Sent(app, key: i % 2 == 0 ? app.LiveKey : other);
            await Codes.Sent(app, key: here);
        }

        Assert.Equal((4043, 4043), ((await Codes.Ask(app, key: app.LiveKey)).Code, (await Codes.Ask(app, key: other)).Code));
        Assert.Equal(4043, (await Codes.Ask(app, key: here)).Code);
        await Codes.Sent(app, key: there);
        await Codes.Sent(app, "+447700900101", app.LiveKey);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_in_one_network_share_a_limit_and_a_subnet_of_ipv6_is_one_network(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Verify:PerNetworkAndHour", "2") });

        Task<Reply> From(string address, int phone) => Codes.Ask(app, $"+4477009001{phone:00}", more: $", \"end_user_ip\": \"{address}\"");

        Assert.Equal((201, 201), ((await From("203.0.113.7", 1)).Status, (await From("::ffff:203.0.113.7", 2)).Status));
        Assert.Equal(4043, (await From("203.0.113.7", 3)).Code);
        Assert.Equal(201, (await From("203.0.113.8", 3)).Status);
        Assert.Equal((201, 201), ((await From("2001:db8:1:2::1", 4)).Status, (await From("2001:db8:1:2:ffff::9", 5)).Status));
        Assert.Equal(4043, (await From("2001:db8:1:2:3::1", 6)).Code);
        Assert.Equal(201, (await From("2001:db8:1:3::1", 7)).Status);
        Assert.Contains("network", (await From("203.0.113.7", 8)).Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_may_be_held_to_so_many_an_hour(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Verify:PerAccountAndHour", "2") });
        var other = await app.Key("admin", account: await app.Account("other"));

        await Codes.Sent(app, "+447700900101");
        await Codes.Sent(app, "+447700900102");

        Assert.Equal(4043, (await Codes.Ask(app, "+447700900103")).Code);
        await Codes.Sent(app, "+447700900103", other);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_refused_for_another_reason_does_not_count_for_the_recipient(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Suppress(Codes.Phone);
        for (var i = 0; i < 8; i++)
            Assert.Equal(4004, (await Codes.Ask(app)).Code);
        await app.Db.Write(s => s.Execute("DELETE FROM suppressions"), default);

        await Codes.Sent(app);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_repeated_send_under_its_idempotency_key_is_one_code(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string Body = """{"to": "+447700900100"}""";

        var replies = new List<Reply>();
        for (var i = 0; i < 8; i++)
            replies.Add(await app.Post("/v1/verify/send", Body, idempotencyKey: "login-1"));

        Assert.Single(replies.Select(r => r.Text).Distinct());
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
        Assert.Equal("sent twice is refused", (await app.Post("/v1/verify/send", """{"to": "+447700900101"}""", idempotencyKey: "login-1")).Code == 4091 ? "sent twice is refused" : "");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Codes_have_a_quota_of_their_own(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var account = await app.Account("shop", "Starter");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        await app.SetPlan("Starter", "otp_quota = 2, sms_quota = 1");
        await app.SendSms(Codes.Phone, key: key);
        await Codes.Sent(app, key: key);
        var id = await Codes.Sent(app, key: key);
        await Entered(app, id, key);

        var refused = await Codes.Ask(app, key: key);
        var usage = (await app.Get("/v1/account/usage", key)).Json.GetProperty("data");

        Assert.Equal((402, 4020), (refused.Status, refused.Code));
        Assert.StartsWith("The OTP quota of 2 a month is used up.", refused.Message, StringComparison.Ordinal);
        var otp = usage.GetProperty("usage").GetProperty("otp");
        Assert.Equal((2, 1, 2), (otp.GetProperty("sent").GetInt32(), otp.GetProperty("verified").GetInt32(), otp.GetProperty("quota").GetInt32()));
        Assert.Equal(1, usage.GetProperty("usage").GetProperty("sms").GetProperty("sent").GetInt32());
        Assert.Equal("0.865000", usage.GetProperty("sms_balance").GetProperty("amount").GetString());
        Assert.Equal(["otp 100", "otp 80", "sms 100", "sms 80"], usage.GetProperty("warnings").EnumerateArray().Select(w => $"{w.GetProperty("quota").GetString()} {w.GetProperty("percent").GetInt32()}").Order());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task When_every_carrier_is_down_the_caller_is_told_at_once_and_nothing_is_counted(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var gone = await Carrier.Open();
        await app.AddProvider(gone.Port);
        await gone.DisposeAsync();
        var (reply, phone) = ((Reply?)null, 0L);

        // Far from each other, or the guard would take them for an attack.
        await Eventually.IsTrue(async () => (reply = await Codes.Ask(app, $"+{447_700_900_000 + (++phone * 200_000)}", app.LiveKey)).Status != 201, () => reply?.Text ?? "", app.Clock, step: TimeSpan.FromMilliseconds(100));

        Assert.Equal(5001, reply!.Code);
        Assert.Contains("too late", reply.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_needs_the_scope(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var refused = await Codes.Ask(app, key: await app.Key("verify:read,sms:write"));

        Assert.Equal((4030, "verify:write"), (refused.Code, refused.Error.GetProperty("required_scope").GetString()));
        await Codes.Sent(app, key: await app.Key("verify:write"));
    }

    [Fact]
    public async Task A_test_recipient_that_ends_in_a_number_is_refused_with_it()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var tooMany = await Codes.Ask(app, "+447700904043");

        Assert.Equal((4043, "1140"), (tooMany.Code, tooMany.Headers["Retry-After"]));
        foreach (var magic in MagicRefusals.All)
            Assert.Equal(magic.Code.Number, (await Codes.Ask(app, $"+44770090{magic.Suffix}")).Code);
        foreach (var magic in MagicRefusals.Checked)
            Assert.Equal(magic.Code.Number, (await Codes.Check(app, await Codes.Sent(app, $"+44770090{magic.Suffix}"), "123456")).Code);
    }

    private static async Task Entered(TestApp app, string id, string key)
    {
        // What a live text said is nowhere to be read: the right code is put in place of the unknown one.
        var hash = app.Services.GetRequiredService<Server.Verify.CodeDesk>().Hash(id, "123456");
        await app.Db.Write(s => s.Execute("UPDATE verifications SET code_hash = @hash WHERE id = @id", new { hash, id }), default);
        Assert.Equal("True", (await Codes.Check(app, id, "123456", key)).Data("valid"));
    }

    private static ServeOptions Simulated(ServeOptions options) => options with { LiveToSimulator = true };
}
