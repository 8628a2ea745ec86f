namespace SendApi.Tests.Sms;

public sealed class SendSmsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_travels_by_real_SMPP_to_the_simulator_and_comes_back_as_delivered(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hello", "metadata": {"order": "1001"}}""");

        Assert.Equal(201, sent.Status);
        Assert.Equal($"/v1/sms/messages/{sent.Data("id")}", sent.Headers["Location"]);
        Assert.Equal(("sms.message", "queued", "+447700900000", "GSM-7", "1"),
            (sent.Data("object"), sent.Data("status"), sent.Data("to"), sent.Data("encoding"), sent.Data("segments")));
        Assert.Equal("""{"amount":"0.000000","currency":"USD"}""", sent.Data("price"));

        var done = await app.Until(sent.Data("id"), "delivered");
        Assert.Equal(["accepted", "queued", "attempt", "receipt"], done.Events.Select(e => e.GetProperty("type").GetString()!));
        Assert.Equal("""{"order":"1001"}""", done.Data("metadata"));
        Assert.Equal("simulator", done.Data("provider"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_long_text_is_delivered_when_all_its_parts_are(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var id = await app.SendSms("+447700900000", new string('x', 161));

        var done = await app.Until(id, "delivered");
        Assert.Equal("2", done.Data("segments"));
        Assert.Equal(2, done.Events.Count(e => e.GetProperty("type").GetString() == "receipt"));
    }

    [Theory]
    [InlineData("+447700900001", "undelivered", "UNDELIV")]
    [InlineData("+447700900002", "failed", "ESME_RINVDSTADR")]
    [InlineData("+447700900007", "uncertain", "may have left")]
    [InlineData("+447700900009", "undelivered", "EXPIRED")]
    public async Task What_becomes_of_a_message_that_does_not_arrive_is_said_with_5001(string to, string status, string reason)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var done = await app.Until(await app.SendSms(to), status);

        Assert.Equal(5001, done.Json.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains(reason, done.Data("error"));
    }

    [Theory]
    [InlineData("+447700900005", "sent", 31, "delivered")]
    [InlineData("+447700900008", "sending", 11, "uncertain")]
    public async Task A_late_receipt_still_delivers_and_a_carrier_that_hangs_leaves_it_uncertain(string to, string before, int seconds, string after)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var id = await app.SendSms(to);
        await app.Until(id, before);

        app.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await app.Until(id, after);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_throttled_message_waits_and_is_tried_again(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var done = await app.Until(await app.SendSms("+447700900003"), "delivered");

        Assert.Equal(["try_later", "try_later", "accepted"],
            done.Events.Where(e => e.GetProperty("type").GetString() == "attempt").Select(e => e.GetProperty("outcome").GetString()!));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_second_receipt_stands_in_the_timeline_and_changes_nothing(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms("+447700900006");

        Reply done = await app.Until(id, "delivered");
        await Eventually.IsTrue(async () => (done = await app.Get($"/v1/sms/status/{id}")).Events.Count(e => e.GetProperty("type").GetString() == "receipt") == 2, () => done.Text, app.Clock);

        Assert.Equal("delivered", done.Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_for_later_waits_as_scheduled_and_leaves_at_its_time(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var at = app.Clock.GetUtcNow().AddHours(2);

        var sent = await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Later", "send_at": "{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
        Assert.Equal((201, "scheduled"), (sent.Status, sent.Data("status")));
        Assert.Equal("scheduled", (await app.Get($"/v1/sms/status/{sent.Data("id")}")).Data("status"));

        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Until(sent.Data("id"), "delivered");
    }

    [Fact]
    public async Task Smart_encoding_says_what_it_replaced()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "It\u2019s here", "smart_encoding": true}""");

        Assert.Equal("GSM-7", sent.Data("encoding"));
        Assert.Contains("U+2019", sent.Data("replaced"));
        Assert.Equal("It's here", (await app.Get($"/v1/sms/status/{sent.Data("id")}")).Data("content"));
    }

    [Theory]
    [InlineData("content", "sender_id")]
    [InlineData("message", "from")]
    [InlineData("text", "from")]
    public async Task Every_spelling_of_a_field_is_taken_and_the_first_one_answered(string content, string sender)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var sent = await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "{{content}}": "Hi", "{{sender}}": "Acme"}""");

        Assert.Equal((201, "Acme"), (sent.Status, sent.Data("sender_id")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Emoji_and_right_to_left_text_come_back_as_they_were_sent(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string text = "שלום 👋🏽 مرحبا";

        var id = await app.SendSms("+447700900000", text);

        var found = await app.Get($"/v1/sms/messages/{id}");
        Assert.Equal((text, "UCS-2"), (found.Data("content"), found.Data("encoding")));
    }

    [Fact]
    public async Task A_live_message_without_a_provider_is_refused_with_5001_and_what_to_do()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refused = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hi"}""", app.LiveKey);

        Assert.Equal((500, 5001), (refused.Status, refused.Code));
        Assert.Contains("sendapi providers add smpp", refused.Message);
        Assert.Equal("0", (await app.Get("/v1/sms/messages", app.LiveKey)).Json.GetProperty("meta").GetProperty("total").ToString());
    }

    [Fact]
    public async Task For_trying_out_live_messages_reach_the_simulator_until_there_is_a_provider()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { LiveToSimulator = true });

        var id = await app.SendSms("+447700900000", key: app.LiveKey);

        Assert.Equal("simulator", (await app.Until(id, "delivered", app.LiveKey)).Data("provider"));
    }
}
