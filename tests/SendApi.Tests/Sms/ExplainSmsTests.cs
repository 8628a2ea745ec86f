using System.Text.Json;

namespace SendApi.Tests.Sms;

/// <summary>Explaining a send: it says what sending would do, and does none of it.</summary>
public sealed class ExplainSmsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_route_sender_encoding_segments_and_what_forced_UCS2(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var data = await Explained(app, """{"endpoint": "sms/send", "to": "+447700900000", "from": "Shop", "text": "It’s – 😀 it’s"}""");

        Assert.Equal((true, JsonValueKind.Null), (data.GetProperty("would_send").GetBoolean(), data.GetProperty("refusal").ValueKind));
        Assert.Equal(("+447700900000", "GB", "Shop", "simulator"), (Text(data, "to"), Text(data, "country"), Text(data, "sender_id"), Text(data.GetProperty("route"), "provider")));
        var text = data.GetProperty("text");
        Assert.Equal(("UCS-2", 1, 14), (Text(text, "encoding"), text.GetProperty("segments").GetInt32(), text.GetProperty("characters").GetInt32()));
        Assert.Equal(
            ["""{"character":"’","code_point":"U+2019","positions":[2,12],"suggestion":"'"}""", """{"character":"–","code_point":"U+2013","positions":[5],"suggestion":"-"}""",
                """{"character":"\uD83D\uDE00","code_point":"U+1F600","positions":[7]}"""],
            text.GetProperty("characters_forcing_ucs2").EnumerateArray().Select(c => c.GetRawText()));
    }

    [Fact]
    public async Task Smart_encoding_is_taken_into_account()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var text = (await Explained(app, """{"endpoint": "sms", "to": "+447700900000", "content": "It’s", "smart_encoding": true}""")).GetProperty("text");

        Assert.Equal(("GSM-7", 0), (Text(text, "encoding"), text.GetProperty("characters_forcing_ucs2").GetArrayLength()));
        Assert.Equal("'", Text(text.GetProperty("replaced")[0], "replacement"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_price_quota_limits_and_credit_of_a_live_key_and_moves_none_of_them(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Starter");
        var key = await app.Key("sms:write", isTest: false, account: account);
        await app.TopUp(account, 100_000);
        await app.Db.Write(s => s.Execute("UPDATE api_keys SET spend_limit = 90000, recipient_limit = 7 WHERE account_id = @account", new { account }), default);
        await app.SendSms("+447700900100", key: key);

        JsonElement data = default;
        for (var i = 0; i < 3; i++)
            data = await Explained(app, """{"endpoint": "/v1/sms/send", "to": "+447700900100", "content": "Hello"}""", key);

        Assert.True(data.GetProperty("would_send").GetBoolean(), data.GetRawText());
        Assert.Equal("0.045000", Text(data.GetProperty("price"), "amount"));
        Assert.Equal((1, 100, "2026-04-09T00:00:00Z"), (data.GetProperty("quota").GetProperty("used").GetInt32(), data.GetProperty("quota").GetProperty("limit").GetInt32(), Text(data.GetProperty("quota"), "resets_at")));
        Assert.Equal([("key_spend", 45_000), ("key_recipients_a_day", 1)], data.GetProperty("limits").EnumerateArray().Select(l => (Text(l, "name"), l.GetProperty("used").GetInt32())));
        Assert.Equal(("0.055000", "0.045000"), (Text(data.GetProperty("credit").GetProperty("available"), "amount"), Text(data.GetProperty("credit").GetProperty("required"), "amount")));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_the_refusal_that_sending_would_get_in_the_same_words(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Suppress("+447700900123");
        var poor = await app.Key("admin", isTest: false, account: await app.Account("shop", "Enterprise"));
        (string Body, string Key)[] cases =
        [
            ("""{"to": "0712345678", "content": "Hello"}""", app.TestKey),
            ("""{"to": "+447700900000"}""", app.TestKey),
            ("""{"to": "+447700900123", "content": "Hello"}""", app.TestKey),
            ("""{"to": "+447700904020", "content": "Hello"}""", app.TestKey),
            ("""{"to": "+447700900000", "content": "Hello"}""", poor),
        ];

        foreach (var (body, key) in cases)
        {
            var sent = await app.Post("/v1/sms/send", body, key);
            var refusal = (await Explained(app, body.Replace("{\"to\"", "{\"endpoint\": \"sms/send\", \"to\"", StringComparison.Ordinal), key)).GetProperty("refusal");

            Assert.Equal((sent.Status, sent.Code, sent.Message), (refusal.GetProperty("status").GetInt32(), refusal.GetProperty("code").GetInt32(), Text(refusal, "message")));
            Assert.Equal(sent.Fields, refusal.TryGetProperty("details", out var details) ? details.EnumerateArray().Select(d => Text(d, "field")) : []);
        }
    }

    [Fact]
    public async Task It_says_which_entry_suppresses_and_without_a_provider_that_there_is_no_route()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await app.Suppress("+447700900123", "all", world: 0);

        var data = await Explained(app, """{"endpoint": "sms/send", "to": "+447700900123", "content": "Hello"}""", app.LiveKey);

        Assert.Equal(("all", "stop", "2026-03-09T14:30:00Z"), (Text(data.GetProperty("suppression"), "channel"), Text(data.GetProperty("suppression"), "reason"), Text(data.GetProperty("suppression"), "since")));
        Assert.False(data.TryGetProperty("route", out _));
        Assert.Equal(5001, data.GetProperty("refusal").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_key_that_may_only_read_may_ask_and_is_told_that_it_may_not_send()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refusal = (await Explained(app, """{"endpoint": "sms/send", "to": "+447700900000", "content": "Hello"}""", await app.Key("sms:read"))).GetProperty("refusal");

        Assert.Equal((4030, "sms:write"), (refusal.GetProperty("code").GetInt32(), Text(refusal, "required_scope")));
    }

    [Theory]
    [InlineData("""{"to": "+447700900000", "content": "Hello"}""", "required")]
    [InlineData("""{"endpoint": "email/send", "to": "a@example.com"}""", "'sms/send'")]
    public async Task Another_endpoint_or_none_is_4000_and_says_which_there_is(string body, string says)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post("/v1/explain", body);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal(["endpoint"], reply.Fields);
        Assert.Contains(says, reply.Message, StringComparison.Ordinal);
        Assert.Contains("sms/send", reply.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Explained(TestApp app, string body, string? key = null)
    {
        var reply = await app.Post("/v1/explain", body, key);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json.GetProperty("data");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
