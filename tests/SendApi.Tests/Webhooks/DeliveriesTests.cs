using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Tests.Events;

namespace SendApi.Tests.Webhooks;

/// <summary>Test events, the log of deliveries, and replays.</summary>
public sealed class DeliveriesTests
{
    private const string Hooks = "/v1/webhooks";

    [Fact]
    public async Task A_test_event_is_delivered_once_and_its_log_tells_what_came_of_it()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (webhook, secret) = await Events.Hooks.Add(app, receiver.Url + "/hook", "account.* sms.failed");
        receiver.AnswersWith(500, "Not today");

        var made = await app.Post($"{Hooks}/{webhook}/test", null);

        Assert.Equal((201, "pending", "0", "sms.failed", webhook), (made.Status, made.Data("status"), made.Data("attempts"), made.Data("event"), made.Data("webhook_id")));
        Assert.Equal($"{Hooks}/deliveries/{made.Data("id")}", made.Headers["Location"]);
        await Events.Hooks.Until(app, webhook, DeliveryStatus.Failed);
        var told = await app.Get(made.Headers["Location"]);
        Assert.Equal(("failed", "1", "500", "", ""), (told.Data("status"), told.Data("attempts"), told.Data("last_status"), told.Data("last_error"), told.Data("next_attempt_at")));
        var received = Assert.Single(receiver.All);
        var data = told.Json.GetProperty("data");
        Assert.Equal(JsonSerializer.Serialize(received.Json), JsonSerializer.Serialize(data.GetProperty("request").GetProperty("body")));
        Assert.Equal((made.Data("event_id"), receiver.Url + "/hook"), (received.Id, data.GetProperty("request").GetProperty("url").GetString()));
        var line = Assert.Single(data.GetProperty("log").EnumerateArray());
        Assert.Equal((500, "Not today", receiver.Url + "/hook", JsonValueKind.Null), (line.GetProperty("status").GetInt32(), line.GetProperty("response").GetString(), line.GetProperty("url").GetString(), line.GetProperty("error").ValueKind));
        Assert.DoesNotContain(secret, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(received.Headers["webhook-signature"][3..], told.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_webhook_has_ten_test_events_an_hour_also_when_they_are_asked_for_at_once(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var (webhook, _) = await Events.Hooks.Add(app, "http://127.0.0.1:9");

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.Post($"{Hooks}/{webhook}/test", null)));

        Assert.Equal(10, made.Count(m => m.Status == 201));
        var refused = made.First(m => m.Status != 201);
        Assert.Equal((429, 4029, 1_800, "1800"), (refused.Status, refused.Code, refused.Error.GetProperty("retry_after").GetInt32(), refused.Headers["Retry-After"]));
        Assert.Equal("10", (await app.Get($"{Hooks}/{webhook}")).Data("waiting"));
        Assert.Equal(201, (await app.Post($"{Hooks}/{(await Events.Hooks.Add(app, "http://127.0.0.1:9")).Id}/test", null)).Status);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("account.balance_low", (await app.Post($"{Hooks}/{webhook}/test", """{"event": "account.balance_low"}""")).Data("event"));
        Assert.Equal(["event"], (await app.Post($"{Hooks}/{webhook}/test", """{"event": "sms.*"}""")).Fields);
    }

    [Fact]
    public async Task Nothing_is_queued_for_a_webhook_that_is_off_or_full()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Worker = false });
        var (webhook, _) = await Events.Hooks.Add(app, "http://127.0.0.1:9");
        var delivery = (await app.Post($"{Hooks}/{webhook}/test", null)).Headers["Location"];
        const string span = """{"from": "2026-03-09T12:00:00Z"}""";

        await app.Put($"{Hooks}/{webhook}", """{"is_active": false}""");
        await AllConflict("inactive");
        await app.Put($"{Hooks}/{webhook}", """{"is_active": true}""");
        await app.Db.Write(s => s.Execute($"INSERT INTO webhook_health (webhook_id, switched_off_at, switched_off_why) VALUES ('{webhook}', 1, 'It was down.')"), default);
        await AllConflict("It was down.");
        await app.Db.Write(s => s.Execute("UPDATE webhook_health SET switched_off_at = NULL, full_since = 1"), default);
        Assert.Equal(4090, (await app.Post($"{Hooks}/{webhook}/replay", span)).Code);
        await app.Delete($"{Hooks}/{webhook}");
        Assert.Equal((4044, 4090), ((await app.Post($"{Hooks}/{webhook}/test", null)).Code, (await app.Post($"{delivery}/replay", null)).Code));

        async Task AllConflict(string why)
        {
            foreach (var refused in new[] { await app.Post($"{Hooks}/{webhook}/test", null), await app.Post($"{Hooks}/{webhook}/replay", span), await app.Post($"{delivery}/replay", null) })
            {
                Assert.Equal((409, 4090), (refused.Status, refused.Code));
                Assert.Contains(why, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Deliveries_are_listed_from_the_newest_to_the_oldest_and_narrowed_by_status(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var (webhook, _) = await Events.Hooks.Add(app, "http://127.0.0.1:9/hooks");
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            ids.Insert(0, (await app.Post($"{Hooks}/{webhook}/test", null)).Data("id"));
        }

        await Tried(app, ids[1], DeliveryStatus.Failed);
        await Tried(app, ids[2], DeliveryStatus.Delivered);
        await Tried(app, ids[3], DeliveryStatus.Pending);
        var path = $"{Hooks}/{webhook}/deliveries";

        var first = await app.Get($"{path}?per_page=3");
        var meta = first.Json.GetProperty("meta");
        Assert.Equal(ids[..3], Listed(first));
        Assert.Equal(4, meta.GetProperty("total").GetInt32());
        Assert.Equal(ids[3..], Listed(await app.Get($"{path}?per_page=3&cursor={meta.GetProperty("next_cursor")}")));
        Assert.Equal([ids[0], ids[3]], Listed(await app.Get($"{path}?status=pending")));
        Assert.Equal([ids[1]], Listed(await app.Get($"{path}?status=failed")));
        Assert.Equal([ids[2]], Listed(await app.Get($"{path}?status=delivered")));
        Assert.Empty(Listed(await app.Get($"{path}?status=canceled")));
        Assert.Equal(["status"], (await app.Get($"{path}?status=lost")).Fields);
        Assert.False(first.Json.GetProperty("data")[0].TryGetProperty("log", out _));
        Assert.Equal(404, (await app.Get(path, app.LiveKey)).Status);
        Assert.Equal("http://127.0.0.1:9/hooks", (await app.Get($"{Hooks}/deliveries/{ids[0]}")).Json.GetProperty("data").GetProperty("request").GetProperty("url").GetString());
        Assert.Equal(404, (await app.Get($"{Hooks}/deliveries/{webhook}")).Status);
    }

    /// <summary>Writes a delivery down as a worker does that tried it once.</summary>
    private static Task<bool> Tried(TestApp app, string id, DeliveryStatus status) => app.Db.Write(async s =>
    {
        await s.Execute("""
            INSERT INTO webhook_deliveries (account_id, is_test, id, webhook_id, event_id, type, subject, status, attempts, created_at, updated_at, log)
            SELECT account_id, is_test, id, webhook_id, event_id, type, subject, @status, 1, created_at, created_at, @log FROM webhook_queue WHERE id = @id
            """, new { id, status = (long)status, log = """{"at": "2026-03-09T14:30:00Z"}""" });
        return await s.Execute("DELETE FROM webhook_queue WHERE id = @id AND @status <> 0", new { id, status = (long)status }) == 1;
    }, default);

    [Fact]
    public async Task A_delivery_is_replayed_under_its_event_s_id_as_long_as_the_event_is_kept()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (webhook, _) = await Events.Hooks.Add(app, receiver.Url, "sms.sent");
        await app.SendSms("+447700900000");
        var delivered = Assert.Single(await Events.Hooks.Until(app, webhook, DeliveryStatus.Delivered));

        var again = await app.Post($"{Hooks}/deliveries/{delivered.Id}/replay", null);

        Assert.Equal((201, "pending", delivered.EventId), (again.Status, again.Data("status"), again.Data("event_id")));
        Assert.NotEqual(delivered.Id, again.Data("id"));
        await Events.Hooks.Until(app, webhook, DeliveryStatus.Delivered, 2);
        Assert.Equal(receiver.All[0].Body, receiver.All[1].Body);

        await app.Db.Write(s => s.Execute("DELETE FROM events"), default);
        Assert.Equal(4090, (await app.Post($"{Hooks}/deliveries/{delivered.Id}/replay", null)).Code);
        var told = (await app.Get($"{Hooks}/deliveries/{delivered.Id}")).Json.GetProperty("data").GetProperty("request");
        Assert.Equal(JsonValueKind.Null, told.GetProperty("body").ValueKind);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_happened_while_a_webhook_was_off_is_replayed_and_samples_never_happened(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var (webhook, _) = await Events.Hooks.Add(app, "http://127.0.0.1:9", "sms.sent");
        await app.Post($"{Hooks}/{webhook}/test", null);
        await app.Put($"{Hooks}/{webhook}", """{"is_active": false}""");
        await Happen(app, "sms.sent", ("one", 0), ("two", 60), ("three", 120));
        await app.Put($"{Hooks}/{webhook}", """{"is_active": true, "events": ["*"]}""");
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        var some = await app.Post($"{Hooks}/{webhook}/replay", """{"from": "2026-03-09T14:30:00+00:00", "to": "2026-03-09T14:32:00Z"}""");
        Assert.Equal((200, """{"queued":2,"next_from":null}"""), (some.Status, some.Json.GetProperty("data").ToString()));
        Assert.Equal("3", (await app.Post($"{Hooks}/{webhook}/replay", """{"from": "2026-03-09T14:30:00Z"}""")).Data("queued"));
        Assert.Equal(["one", "one", "three", "two", "two"], (await Events.Hooks.Deliveries(app, webhook)).Select(d => d.Subject).Where(s => !s.StartsWith(Ids.Event, StringComparison.Ordinal)).Order());

        foreach (var (body, field) in new[]
        {
            ("{}", "from"), ("""{"from": "yesterday"}""", "from"), ("""{"from": "2026-03-09"}""", "from"), ("""{"from": "2026-03-09T14:40:00Z"}""", "from"), ("""{"from": "2026-02-07T14:39:59Z"}""", "from"),
            ("""{"from": "2026-03-09T14:30:00Z", "to": "soon"}""", "to"), ("""{"from": "2026-03-09T14:30:00Z", "to": "2026-03-09T14:30:00Z"}""", "to"),
        })
        {
            var refused = await app.Post($"{Hooks}/{webhook}/replay", body);
            Assert.Equal((422, 4000, field), (refused.Status, refused.Code, Assert.Single(refused.Fields)));
        }
    }

    [Fact]
    public async Task A_long_span_is_replayed_in_steps()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Worker = false });
        var (webhook, _) = await Events.Hooks.Add(app, "http://127.0.0.1:9", "sms.sent");
        await app.Put($"{Hooks}/{webhook}", """{"is_active": false}""");
        await Happen(app, "sms.sent", [.. Enumerable.Range(0, 10_002).Select(i => ($"m{i}", i))]);
        await app.Put($"{Hooks}/{webhook}", """{"is_active": true}""");
        app.Clock.Advance(TimeSpan.FromHours(3));

        var first = await app.Post($"{Hooks}/{webhook}/replay", """{"from": "2026-03-09T14:30:00Z"}""");
        var rest = await app.Post($"{Hooks}/{webhook}/replay", $$"""{"from": "{{first.Data("next_from")}}"}""");

        Assert.Equal(("10000", "2026-03-09T17:16:40Z"), (first.Data("queued"), first.Data("next_from")));
        Assert.Equal(("2", ""), (rest.Data("queued"), rest.Data("next_from")));
    }

    [Fact]
    public async Task The_timeline_of_a_text_shows_each_call_of_a_webhook_and_of_its_callback()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (webhook, _) = await Events.Hooks.Add(app, receiver.Url, "sms.sent");
        receiver.AnswersWith(503);
        var id = (await app.Post("/v1/sms/send", $$"""{"to": "+447700900001", "content": "Hello", "callback_url": "{{receiver.Url}}/mine"}""")).Data("id");
        await Eventually.IsTrue(async () => Calls(await app.Get($"/v1/sms/status/{id}")).Count == 2, clock: app.Clock);
        receiver.AnswersWith(200);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        await Eventually.IsTrue(async () => Calls(await app.Get($"/v1/sms/status/{id}")).Count(c => c.Outcome == "delivered") == 3, clock: app.Clock);

        var calls = Calls(await app.Get($"/v1/sms/status/{id}"));
        Assert.Contains((webhook, "sms.sent", "failed", 503), calls);
        Assert.Contains((webhook, "sms.sent", "delivered", 200), calls);
        Assert.Contains(("callback", "sms.failed", "delivered", 200), calls);
        Assert.DoesNotContain(LaneNames.Callback, (await app.Get($"/v1/sms/status/{id}")).Text, StringComparison.Ordinal);
    }

    private static List<(string Webhook, string Event, string Outcome, int Status)> Calls(Reply message) => [.. message.Events.Where(e => e.GetProperty("type").GetString() == "webhook")
        .Select(e => (e.GetProperty("webhook_id").GetString()!, e.GetProperty("event").GetString()!, e.GetProperty("outcome").GetString()!, e.GetProperty("http_status").GetInt32()))];

    /// <summary>Lets something happen in the test world, so many seconds after the start.</summary>
    private static Task Happen(TestApp app, string type, params (string Subject, int Seconds)[] things) => app.Db.Write(async s =>
    {
        await app.Services.GetRequiredService<Publisher>().Publish(s, [.. things.Select(t => new Happening(app.AccountId, 1, type, t.Subject, TestApp.Start.AddSeconds(t.Seconds), "{}"))]);
        return true;
    }, default);

    private static string[] Listed(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];
}
