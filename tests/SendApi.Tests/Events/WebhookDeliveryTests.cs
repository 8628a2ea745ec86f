using System.Security.Cryptography;
using System.Text;
using SendApi.Server.Events;

namespace SendApi.Tests.Events;

/// <summary>The way of an event from what happened to the endpoint, through the whole server.</summary>
public sealed class WebhookDeliveryTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_steps_of_a_text_arrive_in_order_and_signed(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var (webhook, secret) = await Hooks.Add(app, receiver.Url + "/hook");
        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hello", "metadata": {"order": "1001"}}""");

        await Hooks.Until(app, receiver, 2);

        Assert.Equal(["sms.sent", "sms.delivered"], receiver.Events);
        var first = receiver.All[0];
        Assert.Equal("/hook", first.Path);
        Assert.StartsWith("evt_", first.Id, StringComparison.Ordinal);
        Assert.Equal((first.Id, "application/json"), (first.Headers["webhook-id"], first.Headers["content-type"]));
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), first.Body))}", first.Headers["x-sendapi-signature"]);
        var data = first.Json.GetProperty("data");
        Assert.Equal((sent.Data("id"), "+447700900000", "1001", 1, "0.000000"), (data.GetProperty("id").GetString(), data.GetProperty("to").GetString(),
            data.GetProperty("metadata").GetProperty("order").GetString(), data.GetProperty("segments").GetInt32(), data.GetProperty("cost_usd").GetString()));
        Assert.DoesNotContain("Hello", Encoding.UTF8.GetString(first.Body), StringComparison.Ordinal);
        Assert.All(await Hooks.Until(app, webhook, DeliveryStatus.Delivered, 2), d => Assert.Equal(200, Assert.Single(d.Lines).Status));
    }

    [Fact]
    public async Task Only_what_was_asked_for_and_only_from_its_own_world_and_account_is_delivered()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { LiveToSimulator = true });
        var other = await app.Key("admin", account: await app.Account("another"));
        await Hooks.Add(app, receiver.Url + "/delivered", "sms.delivered");
        await Hooks.Add(app, receiver.Url + "/live", key: app.LiveKey);
        await Hooks.Add(app, receiver.Url + "/other", key: other);
        var mine = await app.SendSms("+447700900000");

        await Hooks.Until(app, receiver, 1);
        await app.Until(mine, "delivered");

        Assert.Equal([("/delivered", "sms.delivered", mine)], receiver.All.Select(r => (r.Path, r.Event, r.Subject)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_not_taken_comes_again_under_its_id_and_what_follows_about_the_same_text_waits_for_it(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var (webhook, _) = await Hooks.Add(app, receiver.Url);
        receiver.AnswersWith(500, "Sorry");
        var failing = await app.SendSms("+447700900000");
        await app.Until(failing, "delivered");
        await Hooks.Until(app, receiver, 1);
        await Hooks.UntilTried(app, webhook, 1);
        Assert.Single(receiver.All);

        receiver.AnswersWith(204);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        var delivered = await Hooks.Until(app, webhook, DeliveryStatus.Delivered, 2);

        Assert.Equal(["sms.sent", "sms.sent", "sms.delivered"], receiver.Events);
        Assert.Equal(receiver.All[0].Id, receiver.All[1].Id);
        Assert.Equal(receiver.All[0].Body, receiver.All[1].Body);
        var lines = delivered.Single(d => d.Type == "sms.sent").Lines;
        Assert.Equal([(500, "Sorry"), (204, "")], lines.Select(l => (l.Status!.Value, l.Response!)));
    }

    [Fact]
    public async Task The_waits_are_those_of_the_schedule_and_after_the_last_one_the_delivery_has_failed()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = TestApp.WithoutChance });
        receiver.AnswersWith(500);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        int[] waits = [5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];
        for (var made = 1; made <= waits.Length; made++)
        {
            var delivery = await Hooks.UntilTried(app, webhook, made);
            Assert.Equal(waits[made - 1] * 1_000_000L, delivery.NextAttemptAt - delivery.UpdatedAt);
            app.Clock.Advance(TimeSpan.FromSeconds(waits[made - 1]));
        }

        var failed = Assert.Single(await Hooks.Until(app, webhook, DeliveryStatus.Failed));
        Assert.Equal((9, 9, null), ((int)failed.Attempts, receiver.All.Count, failed.NextAttemptAt));
    }

    [Fact]
    public async Task Who_asks_for_a_later_time_gets_it()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        receiver.AnswersWith(429, retryAfter: 120);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.UntilTried(app, webhook, 1);
        receiver.AnswersWith(200);
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        app.Clock.Advance(TimeSpan.FromSeconds(100));
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        Assert.Single(receiver.All);

        app.Clock.Advance(TimeSpan.FromSeconds(25));
        await Hooks.Until(app, webhook, DeliveryStatus.Delivered, 3);
    }

    [Fact]
    public async Task A_webhook_that_is_switched_on_again_does_not_wait_for_the_end_of_its_pause()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        receiver.AnswersWith(503, retryAfter: 3_000);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.UntilTried(app, webhook, 1);
        Assert.Equal("paused", (await app.Get($"/v1/webhooks/{webhook}")).Data("status"));

        receiver.AnswersWith(200);
        Assert.Equal("active", (await app.Put($"/v1/webhooks/{webhook}", """{"is_active": true}""")).Data("status"));
        await app.SendSms("+447700900000");

        await Hooks.Until(app, webhook, DeliveryStatus.Delivered);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_endpoint_that_is_gone_is_switched_off_and_the_others_are_told(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        receiver.Answers = (r, http) =>
        {
            http.Response.StatusCode = r.Path == "/gone" ? 410 : 200;
            return Task.CompletedTask;
        };
        var (gone, _) = await Hooks.Add(app, receiver.Url + "/gone", "sms.*");
        await Hooks.Add(app, receiver.Url + "/well", "account.*");
        await app.SendSms("+447700900000");

        await Eventually.IsTrue(() => Task.FromResult(receiver.All.Any(r => r.Path == "/well")), clock: app.Clock);
        var told = receiver.All.Single(r => r.Path == "/well");
        Assert.Equal(("account.webhook_disabled", gone), (told.Event, told.Json.GetProperty("data").GetProperty("webhook_id").GetString()));

        await app.Until(await app.SendSms("+447700900000"), "delivered");
        await Eventually.IsTrue(async () => (await Hooks.Deliveries(app, gone)).All(d => d.ShownStatus != DeliveryStatus.Pending), clock: app.Clock);
        Assert.Single(receiver.All, r => r.Path == "/gone");
        Assert.DoesNotContain(await Hooks.Deliveries(app, gone), d => d.ShownStatus == DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task An_endpoint_that_failed_for_five_days_is_switched_off()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        receiver.AnswersWith(500);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.UntilTried(app, webhook, 1);
        app.Clock.Advance(TimeSpan.FromDays(4.9));
        await Hooks.UntilTried(app, webhook, 2);
        app.Clock.Advance(TimeSpan.FromDays(0.2));

        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM webhook_health WHERE webhook_id = @webhook AND switched_off_why LIKE 'The endpoint failed since 2026-03-09%'", new { webhook }), default) == 1, clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_delivery_that_a_dead_worker_had_claimed_is_made_again_under_its_id(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var hangs = new TaskCompletionSource();
        receiver.Answers = (_, _) => hangs.Task;
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.Until(app, receiver, 1);
        var claimed = Assert.Single(await Hooks.Deliveries(app, webhook));

        // The same as when the worker had died: nobody writes down what became of it before its lease ends.
        await using var another = await TestApp.Run(app.Location, o => o with { Api = false, Clock = app.Clock });
        await app.Db.Write(s => s.Execute("UPDATE webhook_queue SET due_at = 0, lease_token = 'lease_of_the_dead' WHERE id = @Id", new { claimed.Id }), default);
        receiver.AnswersWith(200);
        await Hooks.Until(app, receiver, 2);
        await Hooks.Until(app, webhook, DeliveryStatus.Delivered);
        hangs.SetResult();

        Assert.Equal(receiver.All[0].Id, receiver.All[1].Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_callback_reaches_the_address_that_the_message_named(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await app.Post("/v1/sms/send", $$"""{"to": "+447700900001", "content": "Hello", "callback_url": "{{receiver.Url}}/callbacks/7?x=1"}""");

        await Hooks.Until(app, receiver, 2);

        Assert.Equal([("/callbacks/7", "sms.sent"), ("/callbacks/7", "sms.failed")], receiver.All.Select(r => (r.Path, r.Event)));
        Assert.All(receiver.All, r => Assert.StartsWith("v1,", r.Headers["webhook-signature"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_bound_deliveries_are_written_down_and_not_queued_and_there_is_room_again_later()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = TestApp.Setting("Webhooks:MostWaiting", "100") });
        receiver.AnswersWith(503, retryAfter: 1_000);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.Until(app, receiver, 1);
        for (var i = 0; i < 100; i++)
            await app.SendSms("+447700900000");
        await Eventually.IsTrue(async () => await Full(app, webhook) == 1 || Later(app));

        await app.SendSms("+447700900000");
        var dropped = Assert.Single(await Hooks.Until(app, webhook, DeliveryStatus.Canceled));
        Assert.Contains("at its bound", Assert.Single(dropped.Lines).Error, StringComparison.Ordinal);

        receiver.AnswersWith(200);
        app.Clock.Advance(TimeSpan.FromSeconds(1_100));
        await Eventually.IsTrue(async () => await Full(app, webhook) == 0 || Later(app));
        Assert.Single(await Hooks.Until(app, webhook, DeliveryStatus.Canceled));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_is_told_when_most_of_its_quota_or_of_its_credit_is_used(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Starter");
        await app.SetPlan("Starter", "sms_quota = 5");
        await app.TopUp(account, 5_010_000);
        var key = await app.Key("admin", isTest: false, account: account);
        await Hooks.Add(app, receiver.Url, "account.*", key);
        for (var i = 0; i < 5; i++)
            await app.SendSms("+447700900000", key: key);

        await Hooks.Until(app, receiver, 3);

        Assert.Equal(["account.balance_low", "account.quota_warning", "account.quota_warning"], receiver.Events.Order());
        Assert.Equal([(80, 4), (100, 5)], receiver.All.Where(r => r.Event == "account.quota_warning").Select(r => r.Json.GetProperty("data"))
            .Select(d => (d.GetProperty("percentage").GetInt32(), d.GetProperty("used").GetInt32())));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_old_is_forgotten_but_not_what_still_waits(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Webhooks:Kept", "1.00:00:00") });
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        await Hooks.Until(app, webhook, DeliveryStatus.Delivered);

        app.Clock.Advance(TimeSpan.FromHours(26));

        await Eventually.IsTrue(async () => ((await Hooks.Deliveries(app, webhook)).Count == 0
            && await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM events"), default) == 0) || Later(app));
    }

    /// <summary>Lets the time between two sweeps pass; never true.</summary>
    private static bool Later(TestApp app)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        return false;
    }

    private static Task<long> Full(TestApp app, string webhook) =>
        app.Db.Read(s => s.Number("SELECT COUNT(*) FROM webhook_health WHERE webhook_id = @webhook AND full_since IS NOT NULL", new { webhook }), default);
}
