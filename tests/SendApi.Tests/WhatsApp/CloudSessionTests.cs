using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.WhatsApp;
using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>Sessions of Meta's Cloud API: let in only when Meta confirms it, free words only while a person's day lasts.</summary>
public sealed class CloudSessionTests
{
    private const string Path = "/v1/whatsapp/sessions", Send = "/v1/whatsapp/send";

    [Theory, ClassData(typeof(Engines))]
    public async Task Credentials_that_Meta_takes_connect_a_session_at_once(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(Path, $$"""{"name": "Shop", "kind": "cloud", "webhook_url": "{{receiver.Url}}", "cloud": {"phone_number_id": "106540352242922", "business_account_id": "102290129340398", "access_token": "EAAJB", "app_secret": "{{Clouds.Secret}}"} }""");

        Assert.Equal((201, "connected", "cloud"), (made.Status, made.Data("status"), made.Data("kind")));
        Assert.StartsWith("+447700900", made.Data("phone_number"), StringComparison.Ordinal);
        Assert.False(made.Json.GetProperty("data").TryGetProperty("qr_code", out _));
        Assert.DoesNotContain("EAAJB", made.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Clouds.Secret, made.Text, StringComparison.Ordinal);
        await Hooks.Until(app, receiver, 1);
        Assert.Equal("session.connected", receiver.All[0].Event);
        var kept = await app.Db.Read(s => s.Query<string>("SELECT token || app_secret FROM whatsapp_cloud"), default);
        Assert.DoesNotContain("EAAJB", kept[0], StringComparison.Ordinal);
        var code = await app.Get($"{Path}/{made.Data("id")}/qr");
        Assert.Equal(4090, code.Code);
        Assert.Contains("nothing to scan", code.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Credentials_that_Meta_refuses_are_named_and_nothing_stays_behind(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var refused = await app.Post(Path, """{"name": "Shop", "kind": "cloud", "cloud": {"access_token": "revoked-1"} }""");
        Assert.Equal((4000, 422), (refused.Code, refused.Status));
        Assert.Equal(["cloud.access_token"], refused.Fields);
        Assert.DoesNotContain("revoked-1", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["cloud.phone_number_id", "cloud.access_token"], (await app.Post(Path, """{"name": "Shop", "kind": "cloud", "cloud": {"phone_number_id": "12a", "access_token": "a b"} }""")).Fields);
        Assert.Equal(["cloud.phone_number_id", "cloud.business_account_id", "cloud.access_token", "cloud.app_secret"], (await app.Post(Path, """{"name": "Shop", "kind": "cloud"}""", app.LiveKey)).Fields);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM whatsapp_sessions) + (SELECT COUNT(*) FROM whatsapp_cloud) + (SELECT COUNT(*) FROM simulated_numbers)"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_number_has_one_session_in_an_account_and_is_free_again_when_that_is_deleted(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string Number = ", \"cloud\": {\"phone_number_id\": \"106540352242922\"}";
        var first = await Clouds.Connected(app, Number);

        var taken = await app.Post(Path, $$"""{"name": "Shop", "kind": "cloud"{{Number}} }""");
        Assert.Equal((4090, true), (taken.Code, taken.Message.Contains(first, StringComparison.Ordinal)));
        await Clouds.Connected(app, Number, await app.Key("admin", account: await app.Account("stranger")));
        Assert.Equal(200, (await app.Delete($"{Path}/{first}")).Status);
        await Clouds.Connected(app, Number);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_token_that_is_taken_back_logs_the_session_out_and_new_credentials_bring_it_back(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app, $", \"webhook_url\": \"{receiver.Url}\"");

        await Sessions.Simulate(app, id, "log_out");
        await Sessions.Until(app, id, "logged_out");
        var refused = await app.Post(Send, $$"""{"session_id": "{{id}}", "to": "+447700900100", "content": "Hello"}""");
        Assert.Equal(4003, refused.Code);
        Assert.Contains("PUT", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["cloud.access_token"], (await app.Put($"{Path}/{id}", """{"cloud": {"access_token": "revoked-2"} }""")).Fields);
        Assert.Equal("logged_out", (await app.Get($"{Path}/{id}")).Data("status"));
        var back = await app.Put($"{Path}/{id}", """{"name": "Shop", "cloud": {"access_token": "new"} }""");

        Assert.Equal((200, "connected", "Shop"), (back.Status, back.Data("status"), back.Data("name")));
        await Hooks.Until(app, receiver, 3);
        Assert.Equal(["session.connected", "session.disconnected", "session.connected"], receiver.All.DistinctBy(r => r.Id).Select(r => r.Event));
        Assert.Contains("access token", receiver.All.First(r => r.Event == "session.disconnected").Json.GetProperty("data").GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Clouds.Wrote(app, id);
        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_is_renamed_and_a_linked_one_takes_no_credentials(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var linked = await Sessions.Made(app);

        Assert.Equal("Sales", (await app.Put($"{Path}/{linked}", """{"name": "Sales"}""")).Data("name"));
        Assert.Equal("https://shop.example/hooks", (await app.Put($"{Path}/{linked}", """{"webhook_url": "https://shop.example/hooks"}""")).Data("webhook_url"));
        Assert.Equal("Sales", (await app.Get($"{Path}/{linked}")).Data("name"));
        Assert.Equal(["name"], (await app.Put($"{Path}/{linked}", $$"""{"name": "{{new string('x', 101)}}"}""")).Fields);
        Assert.Equal(["cloud"], (await app.Put($"{Path}/{linked}", """{"cloud": {"access_token": "new"} }""")).Fields);
        Assert.Equal(4044, (await app.Put($"{Path}/sess_x", """{"name": "Sales"}""")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Free_words_are_refused_until_the_person_wrote_and_again_a_day_later(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app);

        var refused = await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""");
        Assert.Equal((4005, 422), (refused.Code, refused.Status));
        Assert.Contains("24 hours", refused.Message, StringComparison.Ordinal);
        await Clouds.Wrote(app, id);
        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");
        Assert.Equal(4005, (await app.Post(Send, """{"to": "+447700900101", "content": "Hello"}""")).Code);

        for (var hour = 0; hour < 24; hour++)
            app.Clock.Advance(TimeSpan.FromHours(1));
        await Sessions.Until(app, id, "connected");
        Assert.Equal(4005, (await app.Post(Send, """{"to": "+447700900100", "content": "Hello"}""")).Code);
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(10));
            return await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_windows"), default) == 0;
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_leaves_after_the_day_is_over_fails_with_its_reason(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app);
        await Clouds.Wrote(app, id, "+447700900010");

        var failed = await Sessions.MessageUntil(app, await Sessions.Sent(app, "+447700900010"), "failed");

        Assert.Contains("24 hours", failed.Json.GetProperty("data").GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_digits_of_the_recipient_decide_what_becomes_of_it(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app);
        foreach (var (digits, status) in new[] { ("001", "failed"), ("002", "failed"), ("003", "delivered"), ("004", "sent"), ("006", "read"), ("007", "uncertain") })
        {
            await Clouds.Wrote(app, id, $"+447700900{digits}");
            await Sessions.MessageUntil(app, await Sessions.Sent(app, $"+447700900{digits}"), status);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Meta_shakes_hands_with_the_token_of_the_session_only(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app);
        var token = app.Services.GetRequiredService<CloudCredentials>().VerifyToken(id);

        var good = await app.Http.GetAsync($"/callbacks/meta/{id}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}", TestContext.Current.CancellationToken);
        Assert.Equal((200, "1158201444"), ((int)good.StatusCode, await good.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        foreach (var path in new[] { $"{id}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x", $"sess_x?hub.mode=subscribe&hub.challenge=1&hub.verify_token={token}", id })
            Assert.Equal(401, (int)(await app.Http.GetAsync("/callbacks/meta/" + path, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_call_of_Metas_is_taken_once_and_only_with_the_signature_of_its_session(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app, $", \"cloud\": {{\"phone_number_id\": \"106540352242922\", \"app_secret\": \"{Clouds.Secret}\"}}");
        var linked = await Sessions.Made(app);
        var body = Clouds.Words($"106540352242922_{app.AccountId}", "wamid.1", "+447700900100", app.Clock.GetUtcNow());

        var forged = await Clouds.Call(app, id, body, "another");
        var unknown = await Clouds.Call(app, "sess_x", body);
        Assert.Equal((4011, 401, forged.Message), (unknown.Code, unknown.Status, unknown.Message));
        Assert.Equal(4011, (await Clouds.Call(app, linked, body)).Code);
        Assert.Equal(400, (await Clouds.Call(app, id, "nonsense")).Status);
        Assert.Equal(4130, (await Clouds.Call(app, id, new string(' ', 3 * 1024 * 1024 + 1))).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_inbound"), default));

        Assert.Equal(200, (await Clouds.Call(app, id, body)).Status);
        Assert.Equal(200, (await Clouds.Call(app, id, body)).Status);
        Assert.Equal(1, (await app.Get("/v1/whatsapp/messages?direction=in")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(201, (await app.Post(Send, $$"""{"session_id": "{{id}}", "to": "+447700900100", "content": "Hello"}""")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_signs_for_one_session_tells_nothing_of_anothers_messages(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var mine = await Clouds.Connected(app);
        await Clouds.Wrote(app, mine, "+447700900004");
        var sent = await Sessions.MessageUntil(app, await Sessions.Sent(app, "+447700900004"), "sent");
        var wamid = sent.Events.Single(e => e.GetProperty("type").GetString() == "attempt").GetProperty("provider_ids")[0].GetString();
        var other = await app.Account("stranger");
        var theirs = await Clouds.Connected(app, $", \"cloud\": {{\"phone_number_id\": \"106540352242922\", \"app_secret\": \"{Clouds.Secret}\"}}", await app.Key("admin", account: other));

        var told = await Clouds.Call(app, theirs, $$"""
            {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": "106540352242922_{{other}}"},
            "statuses": [{"id": "{{wamid}}", "status": "read", "timestamp": "1773066600", "recipient_id": "447700900004"}]} }]}]}
            """);

        Assert.Equal(200, told.Status);
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("sent", (await app.Get($"/v1/whatsapp/messages/{sent.Data("id")}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_only_of_linked_phones_is_refused(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Clouds.Connected(app);

        Assert.Equal(["session_id"], (await app.Get("/v1/whatsapp/contacts/+447700900100/check")).Fields);
        Assert.Equal(4090, (await app.Post($"{Path}/{id}/simulate", """{"action": "scan"}""")).Code);
        Assert.Equal(4090, (await app.Post($"{Path}/{id}/simulate", """{"action": "cut"}""")).Code);
        await Sessions.Simulate(app, id, "ban");
        await Sessions.Until(app, id, "banned");
        Assert.Equal(4003, (await app.Post(Send, $$"""{"session_id": "{{id}}", "to": "+447700900100", "content": "Hello"}""")).Code);
    }
}
