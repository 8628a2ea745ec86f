using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>Messages through a session: what becomes of them, how fast they go, and what is refused.</summary>
public sealed class WhatsAppTests
{
    private const string Send = "/v1/whatsapp/send", List = "/v1/whatsapp/messages";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_is_delivered_and_read_and_each_step_is_told(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url, "message.*");
        var session = await Sessions.Connected(app);

        var sent = await app.Post(Send, $$"""{"session_id": "{{session}}", "to": "+447700900006", "text": {"body": "Hello"}, "metadata": {"order": "1001"} }""");

        Assert.Equal((201, "accepted", "out", session), (sent.Status, sent.Data("status"), sent.Data("direction"), sent.Data("session_id")));
        Assert.Equal($"{List}/{sent.Data("id")}", sent.Headers["Location"]);
        var read = await Sessions.MessageUntil(app, sent.Data("id"), "read");
        Assert.Equal("Hello", read.Data("content"));
        Assert.Equal(["accepted", "attempt", "receipt", "receipt", "receipt"], read.Events.Select(e => e.GetProperty("type").GetString()!));
        await Hooks.Until(app, receiver, 3);
        Assert.Equal(["message.sent", "message.delivered", "message.read"], receiver.All.DistinctBy(r => r.Id).Select(r => r.Event));
        Assert.All(receiver.All, r =>
        {
            var data = r.Json.GetProperty("data");
            Assert.Equal((sent.Data("id"), session, "1001"), (data.GetProperty("message_id").GetString(), data.GetProperty("session_id").GetString(), data.GetProperty("metadata").GetProperty("order").GetString()));
            Assert.DoesNotContain("Hello", data.ToString(), StringComparison.Ordinal);
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_digits_of_the_recipient_decide_what_becomes_of_it(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        foreach (var (digits, status) in new[] { ("001", "failed"), ("002", "failed"), ("004", "sent"), ("006", "read"), ("007", "uncertain"), ("100", "delivered") })
            await Sessions.MessageUntil(app, await Sessions.Sent(app, $"+447700900{digits}"), status);
        Assert.Equal(5001, (await app.Get($"{List}?status=failed")).Json.GetProperty("data")[0].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_for_a_session_that_is_gone_is_kept_and_goes_when_it_is_back(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        List<string> waiting = [];
        for (var i = 0; i < 5; i++)
            waiting.Add(await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-09T14:35:00Z\""));
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");

        var refused = await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""");
        Assert.Equal((4003, 422), (refused.Code, refused.Status));
        Assert.Contains("/qr", refused.Message, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(5, (await app.Get($"{List}?status=accepted")).Json.GetProperty("data").GetArrayLength());
        await Sessions.Simulate(app, session, "scan");
        await Sessions.Until(app, session, "connected");

        foreach (var id in waiting)
            await Sessions.MessageUntil(app, id, "delivered");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_number_pauses_between_two_messages(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var (first, second) = (await Sessions.Sent(app), await Sessions.Sent(app, "+447700900101"));
        await Sessions.MessageUntil(app, first, "delivered");
        await Sessions.MessageUntil(app, second, "delivered");

        var times = await app.Db.Read(s => s.Query<long>("SELECT at FROM message_events WHERE type = 'attempt' ORDER BY at"), default);
        Assert.True(times[^1] - times[0] >= 900_000, $"{times[^1] - times[0]} µs");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_says_why_and_until_when(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Made(app);
        var today = SendApi.Core.WhatsApp.SessionPace.DayOf(app.Clock.GetUtcNow());
        await app.Db.Write(s => s.Execute("UPDATE whatsapp_sessions SET day = @today, sent_today = 50", new { today }), default);
        await Sessions.Simulate(app, session, "scan");
        await Sessions.Until(app, session, "connected");
        var later = await app.Get($"{List}/{await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-11T00:00:00Z\"")}");
        var paced = await Sessions.Sent(app);

        Assert.Equal(("It is to leave at its time.", "2026-03-11T00:00:00Z"), Waiting(later));
        await Eventually.IsTrue(async () => Waiting(await app.Get($"{List}/{paced}")) == ("It would be too much: the number has sent what it may on a day.", "2026-03-10T00:00:00Z"), clock: app.Clock);
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");
        Assert.Equal(("Its session is disconnected.", null), Waiting(await app.Get($"{List}/{paced}")));
        await Sessions.Simulate(app, session, "scan");
        app.Clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal((null, null), Waiting(await Sessions.MessageUntil(app, paced, "delivered")));

        static (string?, string?) Waiting(Reply reply) => reply.Json.GetProperty("data").TryGetProperty("waiting", out var waiting)
            ? (waiting.GetProperty("reason").GetString(), waiting.GetProperty("until").GetString()) : (null, null);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_somebody_writes_is_kept_once_and_told(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url, "message.received");
        var session = await Sessions.Connected(app);
        await Sessions.Sent(app);

        await Sessions.Simulate(app, session, "write", ", \"from\": \"+447700900123\", \"content\": \"When does it come?\"");

        await Hooks.Until(app, receiver, 1);
        var told = receiver.All[0].Json.GetProperty("data");
        Assert.Equal(("+447700900123", "When does it come?"), (told.GetProperty("from").GetString(), told.GetProperty("content").GetString()));
        var listed = await app.Get($"{List}?direction=in");
        Assert.Equal(["received"], listed.Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("status").GetString()!));
        Assert.Equal("When does it come?", (await app.Get($"{List}/{told.GetProperty("message_id").GetString()}")).Data("content"));
        Assert.Equal(2, (await app.Get(List)).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(1, (await app.Get($"{List}?direction=out")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(1, (await app.Get($"{List}?phone=%2B447700900123")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await app.Get(List, await app.Key("admin", account: await app.Account("stranger")))).Json.GetProperty("data").GetArrayLength());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_list_goes_on_by_its_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-10T00:00:00Z\""));
            app.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        List<string> found = [];
        var path = $"{List}?per_page=2&session_id={session}";
        for (var cursor = ""; ;)
        {
            var page = await app.Get(path + cursor);
            found.AddRange(page.Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
            if (page.Json.GetProperty("meta").GetProperty("next_cursor").GetString() is not { } next)
                break;
            cursor = "&cursor=" + next;
        }

        Assert.Equal(ids, found);
        Assert.Equal(["page"], (await app.Get($"{List}?page=2")).Fields);
        Assert.Equal(["status"], (await app.Get($"{List}?status=new")).Fields);
        Assert.Equal(["direction"], (await app.Get($"{List}?direction=up")).Fields);
        Assert.Equal(4002, (await app.Get($"{List}?session_id=77")).Code);
        Assert.Equal(4001, (await app.Get($"{List}?phone=12")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_that_has_not_left_can_be_taken_back(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var later = await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-10T00:00:00Z\"");
        var now = await Sessions.Sent(app);
        await Sessions.MessageUntil(app, now, "delivered");

        Assert.Equal("canceled", (await app.Post($"{List}/{later}/cancellation", null)).Data("status"));
        Assert.Equal(4090, (await app.Post($"{List}/{later}/cancellation", null)).Code);
        Assert.Equal(4090, (await app.Post($"{List}/{now}/cancellation", null)).Code);
        Assert.Equal(4044, (await app.Post($"{List}/msg_x/cancellation", null)).Code);
        Assert.Equal(4044, (await app.Get($"{List}/msg_x")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Suppressions_of_WhatsApp_and_of_all_hold_and_those_of_texts_do_not(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        await app.Suppress("+447700900100", "sms");
        await app.Suppress("+447700900101", "whatsapp");
        await app.Suppress("+447700900102", "all");

        await Sessions.Sent(app);
        foreach (var to in new[] { "+447700900101", "+447700900102" })
        {
            var refused = await app.Post(Send, $$"""{"to": "{{to}}", "content": "Hello"}""");
            Assert.Equal(4004, refused.Code);
        }

        Assert.Equal(201, (await app.Post("/v1/sms/send", """{"to": "+447700900101", "content": "Hello"}""")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_a_session_id_the_one_that_is_connected_sends(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Assert.Equal(4002, (await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""")).Code);
        await Sessions.Made(app, "Waiting");
        Assert.Equal(4003, (await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""")).Code);
        var first = await Sessions.Connected(app);
        Assert.Equal(first, (await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""")).Data("session_id"));
        await Sessions.Connected(app, "Another");
        Assert.Equal(["session_id"], (await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""")).Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_knows_whether_a_number_has_WhatsApp(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Assert.Equal(4002, (await app.Get("/v1/whatsapp/contacts/+447700900100/check")).Code);
        var session = await Sessions.Made(app);
        Assert.Equal(4003, (await app.Get("/v1/whatsapp/contacts/+447700900100/check")).Code);
        await Sessions.Simulate(app, session, "scan");
        await Sessions.Until(app, session, "connected");

        var has = await app.Get($"/v1/whatsapp/contacts/%2B447700900100/check?session_id={session}");
        var hasNot = await app.Get("/v1/whatsapp/contacts/+447700900002/check");

        Assert.Equal(("+447700900100", "True", "447700900100@c.us"), (has.Data("phone"), has.Data("is_whatsapp_user"), has.Data("whatsapp_id")));
        Assert.Equal(("False", ""), (hasNot.Data("is_whatsapp_user"), hasNot.Data("whatsapp_id")));
        Assert.Equal(4001, (await app.Get("/v1/whatsapp/contacts/12/check")).Code);
    }

    [Fact]
    public async Task What_is_wrong_with_a_message_is_named_and_nothing_is_sent()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Sessions.Connected(app);

        Assert.Equal(["to", "content"], (await app.Post(Send, "{}")).Fields);
        Assert.Equal(["content"], (await app.Post(Send, $$"""{"to": "+447700900100", "content": "{{new string('x', 4_097)}}"}""")).Fields);
        Assert.Equal(["content"], (await app.Post(Send, """{"to": "+447700900100", "content": "a", "text": {"body": "b"}}""")).Fields);
        Assert.Equal(["type"], (await app.Post(Send, """{"to": "+447700900100", "content": "a", "type": "smoke"}""")).Fields);
        Assert.Equal(["session_id"], (await app.Post(Send, """{"to": "+447700900100", "content": "a", "session_id": true}""")).Fields);
        Assert.Equal(["template.name", "template.language"], (await app.Post(Send, """{"to": "+447700900100", "type": "template"}""")).Fields);
        Assert.Equal(4005, (await app.Post(Send, """{"to": "+447700900100", "type": "template", "template": {"name": "order_shipped", "language": "en_US"} }""")).Code);
        Assert.Equal(4001, (await app.Post(Send, """{"to": "0770", "content": "a"}""")).Code);
        Assert.Equal(5001, (await app.Post(Send, """{"to": "+447700905001", "content": "a"}""")).Code);
        Assert.Equal(4030, (await app.Post(Send, """{"to": "+447700900100", "content": "a"}""", await app.Key("sms:write"))).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
    }
}
