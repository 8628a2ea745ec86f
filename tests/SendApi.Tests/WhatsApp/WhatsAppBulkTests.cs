using SendApi.Core;

namespace SendApi.Tests.WhatsApp;

/// <summary>One message to many through a session: all or nothing of what is taken in, row by row, spaced.</summary>
public sealed class WhatsAppBulkTests
{
    private const string Send = "/v1/whatsapp/send-bulk", Batches = "/v1/batches";

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_row_is_judged_on_its_own_and_the_others_arrive(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        await app.Suppress("+447700900101", "whatsapp");

        var sent = await app.Post(Send, $$$"""
            {"session_id": "{{{session}}}", "content": "Hello {{name}}", "recipients": [{"to": "+447700900100", "variables": {"name": "Ada"}}, {"to": "+447700900101", "variables": {"name": "Bob"}},
             "0712345678", {"to": "+447700900100", "variables": {"name": "Eve"}}, "+447700900102", {"to": "+447700900006", "variables": {"name": "Grace"}}]}
            """);

        Assert.Equal((201, "queued", "6", "2"), (sent.Status, sent.Data("status"), sent.Data("total"), sent.Data("accepted")));
        var batch = sent.Data("batch_id");
        Assert.Equal($"{Batches}/{batch}", sent.Headers["Location"]);
        Assert.Equal([(1, 4004), (2, 4001), (3, 4000), (4, 4000)], sent.Json.GetProperty("data").GetProperty("rejected").EnumerateArray()
            .Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("error").GetProperty("code").GetInt32())));
        Assert.Equal(4, (await app.Get($"{Batches}/{batch}/rejections")).Json.GetProperty("data").GetArrayLength());
        await Arrived(app, batch, ("delivered", 1), ("read", 1));
        var listed = (await app.Get($"/v1/whatsapp/messages?batch_id={batch}")).Json.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["Hello Ada", "Hello Grace"], listed.Select(m => m.GetProperty("content").GetString()!).Order());
        Assert.Equal("whatsapp", (await app.Get($"{Batches}/{batch}")).Data("channel"));
        Assert.Equal(4090, (await app.Post($"{Batches}/{batch}/cancellation", null)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task They_leave_one_after_the_other_with_the_delay_that_was_asked_for(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        var sent = await app.Post(Send, """{"content": "Hello", "delay_ms": 10000, "recipients": ["+447700900100", "+447700900101", "+447700900102"]}""");

        var due = await app.Db.Read(s => s.Query<long>("SELECT due_at FROM outbox WHERE lease_token IS NULL ORDER BY due_at"), default);
        Assert.Equal(10_000_000, due[^1] - due[^2]);
        await Arrived(app, sent.Data("batch_id"), ("delivered", 3));
        var times = await app.Db.Read(s => s.Query<long>("SELECT at FROM message_events WHERE type = 'attempt' ORDER BY at"), default);
        Assert.True(times[2] - times[1] >= 9_000_000 && times[1] - times[0] >= 9_000_000, string.Join(", ", times));
        Assert.DoesNotContain("send_at", (await app.Get("/v1/whatsapp/messages")).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_has_not_left_is_taken_back_with_the_batch(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var batch = (await app.Post(Send, """{"content": "Hello", "delay_ms": 60000, "recipients": ["+447700900100", "+447700900101", "+447700900102"]}""")).Data("batch_id");
        await Arrived(app, batch, ("delivered", 1));

        Assert.Equal(200, (await app.Post($"{Batches}/{batch}/cancellation", null)).Status);

        await Arrived(app, batch, ("delivered", 1), ("canceled", 2));
        Assert.Equal("canceled", (await app.Get($"{Batches}/{batch}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_an_idempotency_key_it_is_sent_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        const string body = """{"content": "Hello", "recipients": ["+447700900100", "+447700900101"]}""";

        var first = await app.Post(Send, body, idempotencyKey: "one");
        var again = await app.Post(Send, body, idempotencyKey: "one");
        var other = await app.Post(Send, """{"content": "Hello", "recipients": ["+447700900100"]}""", idempotencyKey: "one");

        Assert.Equal((first.Text, "true", 4091), (again.Text, again.Headers["Idempotent-Replayed"], other.Code));
        Assert.Equal((2, 1), (await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default), await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM batches"), default)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Rows_beyond_the_limit_of_the_key_are_refused_and_count_nowhere(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Live(app);
        await app.SetPlan("Unlimited", "whatsapp_quota = 2");

        var sent = await app.Post(Send, $$"""{"session_id": "{{session}}", "content": "Hello", "recipients": ["+447700900100", "+447700900101", "+447700900102"]}""", app.LiveKey);

        Assert.Equal((201, "2"), (sent.Status, sent.Data("accepted")));
        Assert.Equal(4020, sent.Json.GetProperty("data").GetProperty("rejected")[0].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(4020, (await app.Post("/v1/whatsapp/send", $$"""{"session_id": "{{session}}", "to": "+447700900103", "content": "Hello"}""", app.LiveKey)).Code);
        Assert.Equal(2, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_batch_of_one_channel_is_closed_to_keys_of_the_other(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var ours = (await app.Post(Send, """{"content": "Hello", "recipients": ["+447700900100"]}""")).Data("batch_id");
        var texts = (await app.Post("/v1/sms/send-bulk", """{"content": "Hello", "recipients": ["+447700900100"]}""")).Data("batch_id");
        var (sms, whatsApp) = (await app.Key("sms:write"), await app.Key("whatsapp:write"));

        foreach (var (key, open, closed, lacks) in new[] { (sms, texts, ours, "whatsapp"), (whatsApp, ours, texts, "sms") })
        {
            Assert.Equal(200, (await app.Get($"{Batches}/{open}", key)).Status);
            Assert.Equal([open], (await app.Get(Batches, key)).Json.GetProperty("data").EnumerateArray().Select(b => b.GetProperty("id").GetString()!));
            Assert.Equal(200, (await app.Get($"{Batches}/{open}/rejections", key)).Status);
            var refused = await app.Get($"{Batches}/{closed}", key);
            Assert.Equal((4030, $"{lacks}:read"), (refused.Code, refused.Json.GetProperty("error").GetProperty("required_scope").GetString()));
            Assert.Equal(4030, (await app.Get($"{Batches}/{closed}/rejections", key)).Code);
            Assert.Equal(4030, (await app.Post($"{Batches}/{closed}/cancellation", null, key)).Code);
        }

        Assert.Equal(2, (await app.Get(Batches)).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(4030, (await app.Get(Batches, await app.Key("verify:write"))).Code);
        Assert.Equal(4044, (await app.Get($"{Batches}/{ours}", await app.Key("admin", account: await app.Account("stranger")))).Code);
    }

    [Fact]
    public async Task What_is_wrong_with_the_whole_is_named_and_nothing_is_sent()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        Assert.Equal(4002, (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a"}""")).Code);
        var waiting = await Sessions.Made(app);
        Assert.Equal(4003, (await app.Post(Send, $$"""{"session_id": "{{waiting}}", "recipients": ["+447700900100"], "content": "a"}""")).Code);
        await Sessions.Connected(app);

        Assert.Equal(["recipients", "content"], (await app.Post(Send, "{}")).Fields);
        Assert.Equal(["recipients"], (await app.Post(Send, """{"recipients": [], "content": "a"}""")).Fields);
        Assert.Equal(["recipients"], (await app.Post(Send, $$"""{"recipients": [{{string.Join(",", Enumerable.Repeat("\"+447700900100\"", 501))}}], "content": "a"}""")).Fields);
        Assert.Equal(["recipients[1]"], (await app.Post(Send, """{"recipients": ["+447700900100", null], "content": "a"}""")).Fields);
        Assert.Equal(["delay_ms"], (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a", "delay_ms": 499}""")).Fields);
        Assert.Equal(["delay_ms"], (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a", "delay_ms": 60001}""")).Fields);
        Assert.Equal(["validity_seconds"], (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a", "validity_seconds": 5}""")).Fields);
        Assert.Equal(["type"], (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a", "type": "smoke"}""")).Fields);
        Assert.Equal(["type"], (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "https://shop.example/a.png", "type": "image"}""")).Fields);
        Assert.Equal(4005, (await app.Post(Send, """{"recipients": ["+447700900100"], "type": "template", "template": {"name": "order", "language": "en"} }""")).Code);
        Assert.Equal(4030, (await app.Post(Send, """{"recipients": ["+447700900100"], "content": "a"}""", await app.Key("sms:write"))).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM batches)"), default));
    }

    private static Task Arrived(TestApp app, string batch, params (string Status, int Count)[] wanted)
    {
        var last = "";
        return Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            var reply = await app.Get($"{Batches}/{batch}");
            last = reply.Text;
            var counts = reply.Json.GetProperty("data").GetProperty("counts");
            return wanted.All(w => counts.GetProperty(w.Status).GetInt32() == w.Count);
        }, () => last, app.Clock);
    }

    /// <summary>A live session as if its phone had been paired and nobody spoke for it: what is sent waits.</summary>
    private static async Task<string> Live(TestApp app)
    {
        var id = Ids.New(Ids.Session, app.Clock.GetUtcNow());
        var (account, now) = (app.AccountId, app.Clock.GetUtcNow().ToMicros());
        await app.Db.Write(s => s.Execute("""
            INSERT INTO whatsapp_sessions (account_id, is_test, id, name, kind, status, status_at, last_seen_at, message_count, day, sent_today, owner, owner_until, look_at, failures, created_at)
            VALUES (@account, 0, @id, 'Live', 'linked', 20, @now, @now, 0, 0, 0, 'another', @far, @far, 0, @now)
            """, new { account, id, now, far = now + 3_600_000_000 }), default);
        return id;
    }
}
