using SendApi.Tests.Events;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Verify;

/// <summary>Codes that go by WhatsApp, in a template of a cloud session.</summary>
public sealed class WhatsAppCodeTests
{
    private const string Asked = ", \"channel\": \"whatsapp\"";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_goes_in_the_template_of_its_language_and_is_right_once_it_is_entered(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url, "verify.sent");
        var session = await Clouds.Connected(app);
        await Approved(app, session, "en_US");
        await Approved(app, session, "de");

        var sent = await Codes.Ask(app, "+447700900006", more: Asked + ", \"locale\": \"de\"");

        Assert.Equal((201, "whatsapp"), (sent.Status, sent.Data("channel")));
        var message = await Sessions.MessageUntil(app, sent.Data("message_id"), "read");
        var template = message.Json.GetProperty("data").GetProperty("template");
        Assert.Equal(("login_code", "de"), (template.GetProperty("name").GetString(), template.GetProperty("language").GetString()));
        var code = template.GetProperty("components")[0].GetProperty("parameters")[0].GetProperty("text").GetString()!;
        Assert.Equal(code, template.GetProperty("components")[1].GetProperty("parameters")[0].GetProperty("text").GetString());
        await Hooks.Until(app, receiver, 1);
        Assert.Equal("whatsapp", receiver.All[0].Json.GetProperty("data").GetProperty("channel").GetString());
        var status = await app.Get($"/v1/verify/status/{sent.Data("id")}");
        Assert.DoesNotContain(code, status.Text, StringComparison.Ordinal);
        Assert.All(status.Events.Where(e => e.TryGetProperty("channel", out _)), e => Assert.Equal("whatsapp", e.GetProperty("channel").GetString()));
        Assert.Equal("true", (await Codes.Check(app, sent.Data("id"), code)).Data("valid"), ignoreCase: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_for_somebody_without_WhatsApp_goes_on_as_the_same_code_by_sms(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = StepShop.Settings(("Verify:Channels:GB", "whatsapp sms")) });
        var session = await Clouds.Connected(app);
        await Approved(app, session, "en_US");

        var sent = await Codes.Ask(app, "+447700900002");

        Assert.Equal("whatsapp", sent.Data("channel"));
        Reply? status = null;
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return (status = await app.Get($"/v1/verify/status/{sent.Data("id")}")).Data("channel") == "sms";
        }, () => status?.Text ?? "", app.Clock);
        Assert.StartsWith("sms_", status!.Data("message_id"), StringComparison.Ordinal);
        var code = await Codes.Shown(app, sent.Data("id"));
        var first = (await app.Get($"/v1/whatsapp/messages/{sent.Data("message_id")}")).Json.GetProperty("data").GetProperty("template").GetProperty("components")[0];
        Assert.Equal(code, first.GetProperty("parameters")[0].GetProperty("text").GetString());
        Assert.Equal("true", (await Codes.Check(app, sent.Data("id"), code)).Data("valid"), ignoreCase: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_an_approved_template_it_is_refused_or_passed_over(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = StepShop.Settings(("Verify:Channels:Default", "whatsapp sms")) });

        var refused = await Codes.Ask(app, more: Asked);
        Assert.Equal((4005, "channel"), (refused.Code, Assert.Single(refused.Fields)));
        Assert.Equal("sms", (await Codes.Ask(app)).Data("channel"));
        await Clouds.Connected(app);
        Assert.Equal(4005, (await Codes.Ask(app, "+447700900101", more: Asked)).Code);
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verifications"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_code_is_never_readable_in_the_store(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Approved(app, session, "en_US");
        await app.Db.Write(async s =>
        {
            await s.Execute("UPDATE whatsapp_sessions SET is_test = 0");
            await s.Execute("UPDATE whatsapp_templates SET is_test = 0");
            return true;
        }, default);

        var sent = await Codes.Ask(app, "+447700900100", app.LiveKey, Asked);

        Assert.True(sent.Status == 201, sent.Text);
        var kept = (await app.Db.Read(s => s.Query<string>("SELECT content FROM messages WHERE id LIKE 'msg_%'"), default))[0];
        Assert.Contains("******", kept, StringComparison.Ordinal);
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages WHERE id LIKE 'msg_%' AND sealed IS NOT NULL"), default));
    }

    internal static async Task Approved(TestApp app, string session, string language)
    {
        var made = await app.Post("/v1/whatsapp/templates", $$"""
            {"session_id": "{{session}}", "name": "login_code", "language": "{{language}}", "category": "AUTHENTICATION",
             "components": [{"type": "BODY", "add_security_recommendation": true}, {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"}]}]}
            """);
        Assert.True(made.Status == 201, made.Text);
        Reply? last = null;
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return (last = await app.Get($"/v1/whatsapp/templates/{made.Data("id")}")).Data("status") == "approved";
        }, () => last?.Text ?? "", app.Clock);
    }
}
