using System.Text.Json;
using SendApi.Server.Inboxes;
using SendApi.Tests.Verify;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Inboxes;

/// <summary>What the simulator's phones show, and to whom.</summary>
public sealed class InboxTests
{
    private const string Inbox = "/v1/simulator/inbox", Phones = "/v1/simulator/phones";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_test_text_is_read_on_its_phone(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Your parcel is on its way", "sender_id": "Acme"}""");
        await app.Until(sent.Data("id"), "delivered");

        var shown = Assert.Single(await Shown(app));

        Assert.True(SendApi.Core.Ids.IsId("sim_", shown.GetProperty("id").GetString()));
        Assert.Equal(("simulator.message", "sms", "+447700900100", "Acme", "Your parcel is on its way", "text"),
            (Text(shown, "object"), Text(shown, "channel"), Text(shown, "phone"), Text(shown, "from"), Text(shown, "text"), Text(shown, "kind")));
        Assert.Equal((null, sent.Data("id")), (Text(shown, "code"), Text(shown, "message_id")));
        Assert.StartsWith("2026-03-09T14:30:0", Text(shown, "received_at"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_test_code_is_read_on_its_phone_and_is_the_right_one(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var sent = await Codes.Ask(app, more: ", \"brand_name\": \"1984 Books\"");
        await app.Until(sent.Data("message_id"), "delivered");

        var shown = Assert.Single(await Shown(app));

        Assert.Equal(sent.Data("message_id"), Text(shown, "message_id"));
        Assert.Equal("true", (await Codes.Check(app, sent.Data("id"), Text(shown, "code")!)).Data("valid"), ignoreCase: true);
    }

    [Theory]
    [InlineData("Every part of it is here, and in its order. ")]
    [InlineData("Каждая часть на месте. ")]
    public async Task A_long_text_is_shown_as_one(string words)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var text = string.Concat(Enumerable.Repeat(words, 12)).TrimEnd();
        await app.Until(await app.SendSms("+447700900100", text), "delivered");

        Assert.Equal(text, Text(Assert.Single(await Shown(app)), "text"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task WhatsApp_messages_are_shown_and_codes_in_templates_too(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var plain = await Sessions.Sent(app, "+447700900100");
        await Sessions.MessageUntil(app, plain, "delivered");
        await Clouds.Connected(app);
        await WhatsAppCodeTests.Approved(app, (await app.Get("/v1/whatsapp/sessions")).Json.GetProperty("data").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "cloud").GetProperty("id").GetString()!, "en_US");
        var code = await Codes.Ask(app, "+447700900006", more: ", \"channel\": \"whatsapp\"");
        await Sessions.MessageUntil(app, code.Data("message_id"), "read");

        var shown = await Shown(app);

        Assert.Equal([(code.Data("message_id"), "template"), (plain, "text")], shown.Select(m => (Text(m, "message_id")!, Text(m, "kind")!)));
        Assert.Equal(("whatsapp", "+447700900042", "Hello", null), (Text(shown[1], "channel"), Text(shown[1], "from"), Text(shown[1], "text"), Text(shown[1], "code")));
        Assert.Equal("true", (await Codes.Check(app, code.Data("id"), Text(shown[0], "code")!)).Data("valid"), ignoreCase: true);
        Assert.Equal([code.Data("message_id")], (await Shown(app, "?phone=%2B447700900006&channel=whatsapp")).Select(m => Text(m, "message_id")));
        Assert.Empty(await Shown(app, "?channel=sms"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_did_not_arrive_is_on_no_phone(string engine)
    {
        await using var app = await TestApp.Run(engine);
        foreach (var (digits, status) in new[] { ("001", "undelivered"), ("002", "failed"), ("004", "sent"), ("009", "undelivered"), ("100", "delivered") })
            await app.Until(await app.SendSms("+447700900" + digits), status);

        Assert.Equal(["+447700900100"], (await Shown(app)).Select(m => Text(m, "phone")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_account_sees_nothing_of_it(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var stranger = await app.Key("admin", account: await app.Account("other"));
        await app.Until(await app.SendSms("+447700900100", "Ours"), "delivered");
        await app.Until(await app.SendSms("+447700900100", "Theirs", stranger), "delivered", stranger);

        Assert.Equal(["Ours"], (await Shown(app)).Select(m => Text(m, "text")));
        Assert.Equal(["Theirs"], (await Shown(app, key: stranger)).Select(m => Text(m, "text")));
        Assert.Equal(1, (await app.Get(Phones, stranger)).Json.GetProperty("data")[0].GetProperty("count").GetInt32());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_key_sees_its_live_texts_where_they_go_to_the_simulator_and_is_refused_elsewhere(string engine)
    {
        await using (var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true }))
        {
            await app.Until(await app.SendSms("+447700900100", "Live", app.LiveKey), "delivered", app.LiveKey);
            await app.Until(await app.SendSms("+447700900100", "Test"), "delivered");
            var code = await Codes.Ask(app, key: app.LiveKey);
            await app.Until(code.Data("message_id"), "delivered", app.LiveKey);

            var live = await Shown(app, key: app.LiveKey);
            Assert.Equal([code.Data("message_id")], live.Where(m => Text(m, "code") is not null).Select(m => Text(m, "message_id")));
            Assert.Equal(["Live"], live.Where(m => Text(m, "code") is null).Select(m => Text(m, "text")));
            Assert.Equal(["Test"], (await Shown(app)).Select(m => Text(m, "text")));
        }

        await using var strict = await TestApp.Run(engine);
        foreach (var path in new[] { Inbox, Phones })
        {
            var reply = await strict.Get(path, strict.LiveKey);
            Assert.Equal((403, 4030), (reply.Status, reply.Code));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_sees_the_channels_of_its_scopes(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms("+447700900100"), "delivered");
        var (texts, chats) = (await app.Key("sms:read"), await app.Key("whatsapp:read"));

        Assert.Single(await Shown(app, key: texts));
        Assert.Empty(await Shown(app, key: chats));
        var refused = await app.Get($"{Inbox}?channel=sms", chats);
        Assert.Equal((403, 4030, "sms:read"), (refused.Status, refused.Code, refused.Error.GetProperty("required_scope").GetString()));
        Assert.Equal(4030, (await app.Get(Inbox, await app.Key("account:read"))).Code);
        Assert.Equal(4030, (await app.Get(Phones, await app.Key("account:read"))).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Phones_are_listed_with_the_newest_first_and_messages_page_by_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        for (var i = 0; i < 3; i++)
        {
            await app.Until(await app.SendSms($"+44770090010{i % 2}", $"Number {i}"), "delivered");
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await app.Get($"{Inbox}?per_page=2");
        var cursor = first.Json.GetProperty("meta").GetProperty("next_cursor").GetString();
        var second = await app.Get($"{Inbox}?per_page=2&cursor={cursor}");

        Assert.Equal(["Number 2", "Number 1", "Number 0"], List(first).Concat(List(second)).Select(m => Text(m, "text")));
        Assert.Equal((3, null), (first.Json.GetProperty("meta").GetProperty("total").GetInt32(), second.Json.GetProperty("meta").GetProperty("next_cursor").GetString()));
        var phones = List(await app.Get(Phones));
        Assert.Equal([("+447700900100", 2), ("+447700900101", 1)], phones.Select(p => (Text(p, "phone")!, p.GetProperty("count").GetInt32())));
        Assert.Equal(("simulator.phone", """["sms"]""", Text(List(first)[0], "received_at")), (Text(phones[0], "object"), phones[0].GetProperty("channels").GetRawText(), Text(phones[0], "last_text_at")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_taken_out_of_the_store_is_shown_no_more(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms("+447700900100"), "delivered");
        Assert.Single(await Shown(app));

        await app.Db.Write(s => s.Execute("UPDATE messages SET content = ''"), default);

        Assert.Empty(await Shown(app));
        Assert.Empty(List(await app.Get(Phones)));
    }

    [Fact]
    public void A_thousand_are_remembered_and_of_each_as_much_as_a_text_may_have()
    {
        var memory = new PhoneMemory(new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        for (var i = 0; i <= PhoneMemory.Most; i++)
            memory.Keep(new(("simulator", $"{i}"), "sms", "447700900100", null, "text", new string('a', 1_601)));

        var kept = memory.All();

        Assert.Equal(PhoneMemory.Most, kept.Count);
        Assert.DoesNotContain(kept, k => k.Arrival.Provider.Id == "0");
        Assert.All(kept, k => Assert.Equal((1_600, "+447700900100"), (k.Arrival.Text.Length, k.Arrival.Phone)));
    }

    [Theory]
    [InlineData("channel=email", 4000, "channel")]
    [InlineData("cursor=sms_01M824M3DZVPQ3TEE88CHTPA44", 4000, "cursor")]
    [InlineData("per_page=101", 4000, "per_page")]
    [InlineData("phone=0712345678", 4001, "phone")]
    public async Task A_query_that_cannot_be_is_named(string query, int code, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{Inbox}?{query}");

        Assert.Equal((422, code), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    private static async Task<List<JsonElement>> Shown(TestApp app, string query = "", string? key = null) => List(await app.Get(Inbox + query, key));

    private static List<JsonElement> List(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray()];

    private static string? Text(JsonElement message, string name) => message.GetProperty(name).GetString();
}
