using System.Text.Json;

namespace SendApi.Tests.Senders;

/// <summary>Registered senders: who decides about them, and what texts leave with.</summary>
public sealed class SenderTests
{
    private const string Register = "/v1/sms/sender-ids", Decide = "/v1/admin/sender-ids";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_sender_waits_for_the_operator_and_his_word_is_in_force_within_a_second(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop");
        var key = await app.Key("sms:write", isTest: false, account: account);

        var made = await app.Post(Register, """{"sender_id": "Acme", "countries": ["gb"]}""", key);
        var id = made.Data("id");
        Assert.Equal((201, "alphanumeric", "pending", """["GB"]""", $"{Register}/{id}"), (made.Status, made.Data("kind"), made.Data("status"), made.Data("countries"), made.Headers["Location"]));
        Assert.Equal((4006, "waits for the operator's approval"), await Refused(app, key));
        var waiting = (await app.Get(Decide, app.LiveKey)).Json.GetProperty("data").EnumerateArray().Single();
        Assert.Equal((id, account), (waiting.GetProperty("id").GetString(), waiting.GetProperty("account_id").GetString()));

        Assert.Equal("approved", (await app.Post($"{Decide}/{id}/approval", null, app.LiveKey)).Data("status"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = await app.Post("/v1/sms/send", Body("+447700900100"), key);
        Assert.Equal((201, "Acme"), (sent.Status, sent.Data("sender_id")));
        Assert.Contains("not for FR", (await app.Post("/v1/sms/send", Body("+33612345678"), key)).Message, StringComparison.Ordinal);

        await app.Post($"{Decide}/{id}/rejection", """{"reason": "Somebody else's name."}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((4006, "was rejected: Somebody else's name"), await Refused(app, key));
        Assert.Equal("Somebody else's name.", (await app.Get($"{Register}/{id}", key)).Data("reason"));
        Assert.Empty((await app.Get(Decide, app.LiveKey)).Json.GetProperty("data").EnumerateArray());
        Assert.Single((await app.Get($"{Decide}?status=rejected", app.LiveKey)).Json.GetProperty("data").EnumerateArray());

        Assert.Equal("True", (await app.Delete($"{Register}/{id}", key)).Data("deleted"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await app.Post("/v1/sms/send", Body("+447700900100"), key)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Texts_without_a_sender_leave_with_the_default_and_a_recipient_keeps_its_number_of_a_pool(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var first = (await app.Post(Register, """{"sender_id": "Acme"}""")).Data("id");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var pool = await app.Post(Register, """{"sender_id": "ring", "numbers": ["+447800000001", "+447800000002", "+447800000003"]}""");
        await app.Put($"{Register}/{first}", """{"is_default": true}""");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Acme", (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""")).Data("sender_id"));

        Assert.Equal(("pool", "True"), (pool.Data("kind"), (await app.Put($"{Register}/{pool.Data("id")}", """{"is_default": true}""")).Data("is_default")));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""")).Data("sender_id");

        Assert.StartsWith("+44780000000", sent, StringComparison.Ordinal);
        Assert.Equal(sent, (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Again", "from": "ring"}""")).Data("sender_id"));
        Assert.Equal(sent, (await app.Post("/v1/explain", """{"endpoint": "sms/send", "to": "+447700900100", "content": "Hello"}""")).Data("sender_id"));
        Assert.Equal([true, false], (await app.Get(Register)).Json.GetProperty("data").EnumerateArray().Select(s => s.GetProperty("is_default").GetBoolean()));
    }

    [Fact]
    public async Task Countries_and_the_setting_that_asks_for_registration_hold_for_single_sends_rows_and_explanations()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = TestApp.Setting("Senders:RequireRegistration", "true") });

        Assert.Contains("is not registered for this account", (await app.Post("/v1/sms/send", Body("+447700900100"))).Message, StringComparison.Ordinal);
        Assert.Equal(201, (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""")).Status);
        await app.Post(Register, """{"sender_id": "Acme"}""");
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(201, (await app.Post("/v1/sms/send", Body("+447700900100"))).Status);
        var single = await app.Post("/v1/sms/send", Body("+12025550123"));
        Assert.Equal((422, 4006, "sender_id"), (single.Status, single.Code, single.Fields.Single()));
        var rows = await app.Post("/v1/sms/send-bulk", """{"recipients": ["+447700900100", "+12025550123"], "content": "Hello", "sender_id": "Acme"}""");
        Assert.Equal(("1", 4006), (rows.Data("accepted"), rows.Json.GetProperty("data").GetProperty("rejected")[0].GetProperty("error").GetProperty("code").GetInt32()));
        var explained = await app.Post("/v1/explain", """{"endpoint": "sms/send", "to": "+12025550123", "content": "Hello", "sender_id": "Acme"}""");
        Assert.Equal(single.Message, explained.Json.GetProperty("data").GetProperty("refusal").GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_cannot_be_registered_or_decided_is_refused_with_its_field()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var id = (await app.Post(Register, """{"sender_id": "+447700900999"}""", app.LiveKey)).Data("id");
        (Func<Task<Reply>> Ask, int Code, string? Field)[] cases =
        [
            (() => app.Post(Register, "{}"), 4000, "sender_id"),
            (() => app.Post(Register, """{"sender_id": "MyVeryLongCompany"}"""), 4006, "sender_id"),
            (() => app.Post(Register, """{"sender_id": "Acme", "countries": ["GB", "XX"]}"""), 4000, "countries[1]"),
            (() => app.Post(Register, """{"sender_id": "Acme", "numbers": []}"""), 4000, "numbers"),
            (() => app.Post(Register, """{"sender_id": "Acme", "numbers": ["0712345678"]}"""), 4000, "numbers[0]"),
            (() => app.Post(Register, """{"sender_id": "447700900999"}""", app.LiveKey), 4090, "sender_id"),
            (() => app.Put($"{Register}/{id}", "{}", app.LiveKey), 4000, "is_default"),
            (() => app.Put($"{Register}/{id}", """{"is_default": true}"""), 4044, "id"),
            (() => app.Get($"{Register}/{id}"), 4044, "id"),
            (() => app.Delete($"{Register}/snd_x"), 4044, "id"),
            (() => app.Post($"{Decide}/snd_x/approval", null, app.LiveKey), 4044, "id"),
            (() => app.Post($"{Decide}/{id}/rejection", "{}", app.LiveKey), 4000, "reason"),
            (() => app.Get($"{Decide}?status=done", app.LiveKey), 4000, "status"),
            (() => app.Post($"{Decide}/{id}/approval", null), 4030, null),
        ];

        foreach (var (ask, code, field) in cases)
        {
            var reply = await ask();
            Assert.Equal((code, field), (reply.Code, reply.Fields.FirstOrDefault()));
        }
    }

    private static string Body(string to) => JsonSerializer.Serialize(new Dictionary<string, string> { ["to"] = to, ["content"] = "Hello", ["sender_id"] = "Acme" });

    private static async Task<(int, string)> Refused(TestApp app, string key)
    {
        var reply = await app.Post("/v1/sms/send", Body("+447700900100"), key);
        return (reply.Code, reply.Message.Replace("sender_id 'Acme' ", "", StringComparison.Ordinal).TrimEnd('.'));
    }
}
