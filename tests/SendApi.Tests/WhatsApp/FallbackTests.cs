using System.Text.Json;

namespace SendApi.Tests.WhatsApp;

/// <summary>What goes by SMS when WhatsApp does not bring it.</summary>
public sealed class FallbackTests
{
    private const string Send = "/v1/whatsapp/send";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_without_a_receipt_goes_by_sms_when_its_time_is_over(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        var sent = await app.Post(Send, """{"to": "+447700900004", "content": "Hello", "fallback": ["sms"], "fallback_after_seconds": 60, "metadata": {"order": "1001"} }""", idempotencyKey: "one");

        Assert.Equal((201, """{"channel":"sms","after_seconds":60}"""), (sent.Status, sent.Json.GetProperty("data").GetProperty("fallback").GetRawText()));
        Assert.Equal(sent.Data("id"), (await app.Post(Send, """{"to": "+447700900004", "content": "Hello", "fallback": ["sms"], "fallback_after_seconds": 60, "metadata": {"order": "1001"} }""", idempotencyKey: "one")).Data("id"));
        var id = sent.Data("id");
        await Sessions.MessageUntil(app, id, "sent");
        Assert.False(Fallback(await app.Get($"/v1/whatsapp/messages/{id}")).TryGetProperty("message_id", out _));
        // Time goes on between two looks at a clock, as outside of tests.
        app.Clock.AutoAdvanceAmount = TimeSpan.FromMicroseconds(1);
        var message = await UntilFallenBack(app, id);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_fallbacks WHERE look_at IS NOT NULL", new { }), default) == 0, () => "undecided", app.Clock);
        var text = await app.Get($"/v1/sms/messages/{Fallback(message).GetProperty("message_id").GetString()}");
        Assert.Equal(("+447700900004", "Hello", "1001"), (text.Data("to"), text.Data("content"), text.Json.GetProperty("data").GetProperty("metadata").GetProperty("order").GetString()));
        Assert.Equal("sent", message.Data("status"));
        Assert.Contains("60 seconds", Fallback(message).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(text.Data("id"), Assert.Single(message.Events, e => e.GetProperty("type").GetString() == "fallback").GetProperty("message_id").GetString());
        Assert.Equal(1, await Texts(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_that_fails_goes_by_sms_at_once_and_with_the_words_for_that(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        var id = (await app.Post(Send, """{"to": "+447700900001", "content": "Hello", "fallback": ["sms"], "fallback_after_seconds": 86400, "fallback_text": "Hello by text"}""")).Data("id");

        var message = await UntilFallenBack(app, id);
        Assert.Equal("failed", message.Data("status"));
        Assert.Equal("Hello by text", (await app.Get($"/v1/sms/messages/{Fallback(message).GetProperty("message_id").GetString()}")).Data("content"));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_fallbacks WHERE content IS NOT NULL OR look_at IS NOT NULL", new { }), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_that_still_waits_is_taken_back_so_that_nobody_gets_both(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var id = await Sessions.Sent(app, more: """, "send_at": "2026-03-09T14:35:00Z", "fallback": ["sms"], "fallback_after_seconds": 30""");
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");

        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var message = await UntilFallenBack(app, id);
        Assert.Equal("canceled", message.Data("status"));
        Assert.Contains("had not left", Fallback(message).GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Sessions.Simulate(app, session, "scan");
        await Sessions.Until(app, session, "connected");
        Assert.Equal("canceled", (await app.Get($"/v1/whatsapp/messages/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_arrived_or_was_taken_back_by_its_owner_does_not_fall_back(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var arrived = await Sessions.Sent(app, more: """, "fallback": ["sms"], "fallback_after_seconds": 30""");
        var canceled = await Sessions.Sent(app, more: """, "send_at": "2026-03-09T14:35:00Z", "fallback": ["sms"], "fallback_after_seconds": 30""");
        Assert.Equal(200, (await app.Post($"/v1/whatsapp/messages/{canceled}/cancellation", null)).Status);
        await Sessions.MessageUntil(app, arrived, "delivered");

        app.Clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_fallbacks WHERE look_at IS NOT NULL", new { }), default) == 0, () => "undecided", app.Clock);
        Assert.Equal(0, await Texts(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_that_is_refused_is_noted_and_not_tried_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        await app.Suppress("+447700900001", "sms");

        var id = (await app.Post(Send, """{"to": "+447700900001", "content": "Hello", "fallback": ["sms"]}""")).Data("id");

        Reply? message = null;
        await Eventually.IsTrue(async () => Fallback(message = await app.Get($"/v1/whatsapp/messages/{id}")).TryGetProperty("reason", out _), () => message?.Text ?? "", app.Clock);
        Assert.Contains("4004", Fallback(message!).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(Fallback(message!).TryGetProperty("message_id", out _));
        Assert.Equal(0, await Texts(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_is_erased_gets_no_text_any_more(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var id = await Sessions.Sent(app, "+447700900004", """, "fallback": ["sms"], "fallback_after_seconds": 60""");
        await Sessions.MessageUntil(app, id, "sent");

        await app.Db.Write(s => Server.WhatsApp.FallbackRows.Person(s, "+447700900004", null), default);

        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_fallbacks", new { }), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_cannot_fall_back_is_refused_by_name(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        foreach (var (more, field) in new[]
        {
            (""" "fallback": ["email"] """, "fallback"), (""" "fallback": ["sms", "sms"] """, "fallback"), (""" "fallback_after_seconds": 60 """, "fallback"), (""" "fallback_text": "Hello" """, "fallback"),
            (""" "fallback": ["sms"], "fallback_after_seconds": 29 """, "fallback_after_seconds"), (""" "fallback": ["sms"], "fallback_after_seconds": 86401 """, "fallback_after_seconds"),
            ($""" "fallback": ["sms"], "fallback_text": "{new string('a', 1_601)}" """, "fallback_text"),
        })
        {
            var refused = await app.Post(Send, $$"""{"to": "+447700900100", "content": "Hello", {{more}} }""");
            Assert.Equal((4000, field), (refused.Code, Assert.Single(refused.Fields)));
        }

        Assert.Equal(["fallback_text"], (await app.Post(Send, $$"""{"to": "+447700900100", "content": "{{new string('a', 1_601)}}", "fallback": ["sms"]}""")).Fields);
        var key = await app.Key("whatsapp:write");
        var forbidden = await app.Post(Send, """{"to": "+447700900100", "content": "Hello", "fallback": ["sms"]}""", key);
        Assert.Equal((4030, "sms:write"), (forbidden.Code, forbidden.Error.GetProperty("required_scope").GetString()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_session_falls_back_to_holds_for_its_texts_unless_they_say_otherwise(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app, more: """, "fallback": ["sms"], "fallback_after_seconds": 60""");
        Assert.Equal("""{"channel":"sms","after_seconds":60}""", (await app.Get($"/v1/whatsapp/sessions/{session}")).Json.GetProperty("data").GetProperty("fallback").GetRawText());

        var usual = await Sessions.Sent(app, "+447700900004");
        var none = await Sessions.Sent(app, "+447700900104", """, "fallback": []""");
        var own = await app.Post(Send, """{"to": "+447700900204", "content": "Hello", "fallback": ["sms"], "fallback_after_seconds": 86400}""");
        var key = await app.Key("whatsapp:write");
        var withoutTexts = await app.Post(Send, """{"to": "+447700900304", "content": "Hello"}""", key);

        Assert.Equal(86_400, Fallback(own).GetProperty("after_seconds").GetInt32());
        Assert.Equal((201, false), (withoutTexts.Status, withoutTexts.Json.GetProperty("data").TryGetProperty("fallback", out _)));
        Assert.False((await app.Get($"/v1/whatsapp/messages/{none}")).Json.GetProperty("data").TryGetProperty("fallback", out _));
        await UntilFallenBack(app, usual);
        Assert.Equal(1, await Texts(app));

        var path = $"/v1/whatsapp/sessions/{session}";
        Assert.Equal(90, Fallback(await app.Put(path, """{"fallback_after_seconds": 90}""")).GetProperty("after_seconds").GetInt32());
        Assert.Equal(90, Fallback(await app.Put(path, """{"name": "Sales"}""")).GetProperty("after_seconds").GetInt32());
        Assert.Equal(["fallback_after_seconds"], (await app.Put(path, """{"fallback_after_seconds": 29}""")).Fields);
        Assert.Equal(["fallback"], (await app.Put(path, """{"fallback": ["email"]}""")).Fields);
        Assert.False((await app.Put(path, """{"fallback": []}""")).Json.GetProperty("data").TryGetProperty("fallback", out _));
        Assert.Equal(["fallback"], (await app.Put(path, """{"fallback_after_seconds": 60}""")).Fields);
        Assert.Equal(["fallback"], (await app.Post("/v1/whatsapp/sessions", """{"name": "Sales", "fallback_after_seconds": 60}""")).Fields);
    }

    private static JsonElement Fallback(Reply message) => message.Json.GetProperty("data").GetProperty("fallback");

    private static async Task<long> Texts(TestApp app) => (await app.Get("/v1/sms/messages")).Json.GetProperty("data").GetArrayLength();

    private static async Task<Reply> UntilFallenBack(TestApp app, string id)
    {
        Reply? message = null;
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return Fallback(message = await app.Get($"/v1/whatsapp/messages/{id}")).TryGetProperty("message_id", out _);
        }, () => message?.Text ?? "", app.Clock);
        // Its parts are read one after the other, and may stand on both sides of the commit.
        return await app.Get($"/v1/whatsapp/messages/{id}");
    }
}
