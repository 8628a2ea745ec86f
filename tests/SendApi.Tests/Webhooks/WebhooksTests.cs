using SendApi.Server.Events;

namespace SendApi.Tests.Webhooks;

/// <summary>Making, looking at, changing and deleting webhooks.</summary>
public sealed class WebhooksTests
{
    private const string Hooks = "/v1/webhooks", Good = """{"url": "http://127.0.0.1:9/hooks", "events": ["sms.*"]}""";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_webhook_is_read_as_it_was_made(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(Hooks, """{"url": "http://127.0.0.1:9/hooks", "events": ["sms.sent", "account.balance_low", "sms.*", "sms.*"]}""");

        Assert.Equal((201, $"{Hooks}/{made.Data("id")}"), (made.Status, made.Headers["Location"]));
        var one = (await app.Get(made.Headers["Location"])).Json.GetProperty("data").ToString();
        Assert.Equal($$"""{"id":"{{made.Data("id")}}","object":"webhook","url":"http://127.0.0.1:9/hooks","events":["account.balance_low","sms.*"],"is_active":true,"is_test":true,"status":"active","failing_since":null,"paused_until":null,"last_error":null,"disabled_at":null,"disabled_reason":null,"queue_full_since":null,"previous_secret_expires_at":null,"created_at":"2026-03-09T14:30:00Z","updated_at":"2026-03-09T14:30:00Z","waiting":0}""", one);
        Assert.Equal([one], (await app.Get(Hooks)).Json.GetProperty("data").EnumerateArray().Select(w => w.ToString()));
        Assert.Equal(404, (await app.Get(made.Headers["Location"], app.LiveKey)).Status);
    }

    [Fact]
    public async Task A_webhook_that_cannot_be_is_4000_with_its_field_and_is_not_made()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var some = $$"""{{Hooks}}/{{(await app.Post(Hooks, Good)).Data("id")}}""";
        (string Body, string Field)[] wrong =
        [
            ("""{"events": ["*"]}""", "url"),
            ("""{"url": "", "events": ["*"]}""", "url"),
            ("""{"url": "ftp://example.com", "events": ["*"]}""", "url"),
            ("""{"url": "http://example.com/hooks", "events": ["*"]}""", "url"),
            ($$"""{"url": "https://example.com/{{new string('x', 2_048)}}", "events": ["*"]}""", "url"),
            ("""{"url": "https://example.com/hooks"}""", "events"),
            ("""{"url": "https://example.com/hooks", "events": []}""", "events"),
            ($$"""{"url": "https://example.com/hooks", "events": [{{string.Join(',', Enumerable.Repeat("\"*\"", 51))}}]}""", "events"),
            ("""{"url": "https://example.com/hooks", "events": ["sms.sent", "sms.sant"]}""", "events[1]"),
            ("""{"url": "https://example.com/hooks", "events": [null]}""", "events[0]"),
            ("""{"url": "https://example.com/hooks", "events": ["sms"]}""", "events[0]"),
            ("""{"url": "https://example.com/hooks", "events": ["SMS.SENT"]}""", "events[0]"),
            ("""{"url": "https://example.com/hooks", "events": ["fax.*"]}""", "events[0]"),
        ];
        foreach (var (body, field) in wrong)
        {
            var refused = await app.Post(Hooks, body);
            Assert.Equal((422, 4000, field), (refused.Status, refused.Code, Assert.Single(refused.Fields)));
        }

        var told = await app.Post(Hooks, """{"url": "https://example.com/hooks", "events": ["sms.sant"]}""");
        Assert.All([.. EventTypes.Names, .. EventTypes.Families, "sms.sant"], name => Assert.Contains(name, told.Message, StringComparison.Ordinal));
        foreach (var (body, field) in new[] { ("""{"url": ""}""", "url"), ("""{"url": "ftp://example.com"}""", "url"), ("""{"events": []}""", "events"), ("""{"events": ["x"]}""", "events[0]") })
            Assert.Equal([field], (await app.Put(some, body)).Fields);
        Assert.Equal(["page"], (await app.Get($"{Hooks}?page=0")).Fields);
        Assert.Equal(1, (await app.Get(Hooks)).Json.GetProperty("meta").GetProperty("total").GetInt32());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_has_fifty_webhooks_in_each_world_also_when_they_are_made_at_once(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await Task.WhenAll(Enumerable.Range(0, 53).Select(_ => app.Post(Hooks, Good)));

        Assert.Equal(50, made.Count(m => m.Status == 201));
        Assert.All(made.Where(m => m.Status != 201), m => Assert.Equal((409, 4090), (m.Status, m.Code)));
        Assert.Equal(201, (await app.Post(Hooks, Good, app.LiveKey)).Status);
        await app.Delete(made.First(m => m.Status == 201).Headers["Location"]);
        Assert.Equal(201, (await app.Post(Hooks, Good)).Status);

        var first = await app.Get($"{Hooks}?per_page=30");
        var meta = first.Json.GetProperty("meta");
        Assert.Equal((50, 2), (meta.GetProperty("total").GetInt32(), meta.GetProperty("last_page").GetInt32()));
        var second = await app.Get($"{Hooks}?per_page=30&cursor={meta.GetProperty("next_cursor")}");
        Assert.Equal(50, Listed(first).Concat(Listed(second)).Distinct().Count());
        Assert.Equal(Listed(second), Listed(await app.Get($"{Hooks}?per_page=30&page=2")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_leaves_what_it_does_not_name(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var path = (await app.Post(Hooks, Good)).Headers["Location"];
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var off = await app.Put(path, """{"is_active": false}""");
        Assert.Equal((200, "False", "inactive", "http://127.0.0.1:9/hooks", """["sms.*"]""", "2026-03-09T14:30:01Z"),
            (off.Status, off.Data("is_active"), off.Data("status"), off.Data("url"), off.Data("events"), off.Data("updated_at")));
        Assert.Equal("""["account.*"]""", (await app.Put(path, """{"events": ["account.*", "account.balance_low"]}""")).Data("events"));
        var moved = await app.Put(path, """{"url": "http://127.0.0.1:9/other", "events": null, "is_active": true}""");
        Assert.Equal(("http://127.0.0.1:9/other", """["account.*"]""", "True", "active"), (moved.Data("url"), moved.Data("events"), moved.Data("is_active"), moved.Data("status")));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2026-03-09T14:30:01Z", (await app.Put(path, "{}")).Data("updated_at"));
        Assert.Equal(4044, (await app.Put(path[..^1] + (path[^1] == '0' ? '1' : '0'), "{}")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task How_its_endpoint_answers_is_shown_and_forgotten_when_it_is_switched_on_or_moved(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var path = (await app.Post(Hooks, Good)).Headers["Location"];
        var (then, later) = (TestApp.Start.ToMicros(), TestApp.Start.AddMinutes(1).ToMicros());
        Task Is(string names, string values) => app.Db.Write(async s =>
        {
            await s.Execute("DELETE FROM webhook_health");
            return await s.Execute($"INSERT INTO webhook_health (webhook_id, {names}) VALUES ('{path.Split('/')[^1]}', {values})");
        }, default);

        await Is("failures, failing_since, last_error", $"3, {then}, 'The endpoint answered 500.'");
        var failing = await app.Get(path);
        Assert.Equal(("failing", "2026-03-09T14:30:00Z", "The endpoint answered 500."), (failing.Data("status"), failing.Data("failing_since"), failing.Data("last_error")));
        Assert.Equal("failing", (await app.Put(path, """{"url": "http://127.0.0.1:9/hooks", "events": ["*"]}""")).Data("status"));
        Assert.Equal("active", (await app.Put(path, """{"url": "http://127.0.0.1:9/moved"}""")).Data("status"));

        await Is("failing_since, paused_until", $"{then}, {later}");
        Assert.Equal(("paused", "2026-03-09T14:31:00Z"), ((await app.Get(path)).Data("status"), (await app.Get(path)).Data("paused_until")));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("failing", ""), ((await app.Get(path)).Data("status"), (await app.Get(path)).Data("paused_until")));

        await Is("failing_since, full_since, switched_off_at, switched_off_why", $"{then}, {then}, {later}, 'It was down.'");
        var disabled = await app.Get(path);
        Assert.Equal(("disabled", "False", "2026-03-09T14:31:00Z", "It was down.", "2026-03-09T14:30:00Z"),
            (disabled.Data("status"), disabled.Data("is_active"), disabled.Data("disabled_at"), disabled.Data("disabled_reason"), disabled.Data("queue_full_since")));
        var on = await app.Put(path, """{"is_active": true}""");
        Assert.Equal(("active", "True", "", "", ""), (on.Data("status"), on.Data("is_active"), on.Data("disabled_at"), on.Data("failing_since"), on.Data("queue_full_since")));
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone_also_where_nothing_else_may_be_changed()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var made = await app.Post(Hooks, Good, app.LiveKey);
        await app.Db.Write(s => s.Execute("UPDATE accounts SET subscription = 'canceled'"), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4022, (await app.Put(made.Headers["Location"], "{}", app.LiveKey)).Code);
        var deleted = await app.Delete(made.Headers["Location"], app.LiveKey);

        Assert.Equal((200, $$"""{"id":"{{made.Data("id")}}","deleted":true}"""), (deleted.Status, deleted.Json.GetProperty("data").ToString()));
        Assert.Equal(4044, (await app.Get(made.Headers["Location"], app.LiveKey)).Code);
        Assert.Equal(4044, (await app.Delete(made.Headers["Location"], app.LiveKey)).Code);
    }

    [Fact]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var reads = await app.Key("webhooks:read");

        Assert.Equal(200, (await app.Get(Hooks, reads)).Status);
        var refused = await app.Post(Hooks, Good, reads);
        Assert.Equal((4030, "webhooks:write"), (refused.Code, refused.Error.GetProperty("required_scope").GetString()));
        Assert.Equal(201, (await app.Post(Hooks, Good, await app.Key("webhooks:write"))).Status);
        Assert.Equal(4030, (await app.Get(Hooks, await app.Key("sms:write"))).Code);
    }

    [Fact]
    public async Task A_trial_looks_and_deletes_and_changes_nothing_else()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var account = await app.Account("shop");
        foreach (var isTest in new[] { false, true })
        {
            var key = await app.Key("admin", isTest, account: account);
            var hook = (await app.Post(Hooks, Good, key)).Headers["Location"];
            var delivery = (await app.Post($"{hook}/test", null, key)).Headers["Location"];
            await Standing(app, account, "trial");

            Reply[] refused =
            [
                await app.Post(Hooks, Good, key), await app.Put(hook, "{}", key), await app.Post($"{hook}/rotation", null, key), await app.Post($"{hook}/test", null, key),
                await app.Post($"{hook}/replay", "{}", key), await app.Post($"{delivery}/replay", null, key), await app.Post($"{Hooks}/callbacks/rotation", null, key),
            ];
            Assert.All(refused, r => Assert.Equal((402, 4022, "Webhooks are not part of a trial. Choose a plan to use them."), (r.Status, r.Code, r.Message)));
            Assert.All(refused, r => Assert.True(r.Error.TryGetProperty("upgrade_url", out _)));
            foreach (var path in new[] { Hooks, hook, $"{hook}/deliveries", delivery, $"{Hooks}/callbacks" })
                Assert.Equal(200, (await app.Get(path, key)).Status);
            Assert.Equal(200, (await app.Delete(hook, key)).Status);
            await Standing(app, account, "active");
        }
    }

    private static async Task Standing(TestApp app, string account, string subscription)
    {
        await app.Db.Write(s => s.Execute("UPDATE accounts SET subscription = @subscription, trial_ends_at = @ends WHERE id = @account",
            new { subscription, account, ends = subscription == "trial" ? (long?)TestApp.Start.AddDays(3).ToMicros() : null }), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static string[] Listed(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(w => w.GetProperty("id").GetString()!)];
}
