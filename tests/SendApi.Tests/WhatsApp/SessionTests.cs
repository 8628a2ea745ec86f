using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>Sessions: what is shown of them is proven, and they come back by themselves.</summary>
public sealed class SessionTests
{
    private const string Path = "/v1/whatsapp/sessions";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_that_scans_the_code_connects_the_session(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(Path, """{"name": "Support"}""");

        Assert.Equal((201, "pending", "linked"), (made.Status, made.Data("status"), made.Data("kind")));
        Assert.Equal($"{Path}/{made.Data("id")}", made.Headers["Location"]);
        var picture = made.Data("qr_code");
        Assert.StartsWith("data:image/png;base64,", picture, StringComparison.Ordinal);
        Assert.Equal([0x89, .. "PNG"u8], Convert.FromBase64String(picture["data:image/png;base64,".Length..])[..4]);
        Assert.Equal("2026-03-09T14:32:00Z", made.Data("qr_expires_at"));
        var id = made.Data("id");
        await Sessions.Simulate(app, id, "scan", ", \"phone_number\": \"+447700900050\"");
        var connected = await Sessions.Until(app, id, "connected");
        Assert.Equal("+447700900050", connected.Data("phone_number"));
        Assert.NotEqual("", connected.Data("last_seen_at"));
        Assert.False(connected.Json.GetProperty("data").TryGetProperty("qr_code", out _));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_answers_to_its_id_and_to_its_number(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Sessions.Connected(app);
        var number = (await app.Get($"{Path}/{id}")).Data("number_id");

        Assert.Equal(id, (await app.Get($"{Path}/{number}")).Data("id"));
        Assert.Equal(id, (await app.Post("/v1/whatsapp/send", $$"""{"session_id": {{number}}, "to": "+447700900100", "content": "Hello"}""")).Data("session_id"));
        Assert.Equal(id, (await app.Post("/v1/whatsapp/send", $$"""{"session_id": "{{number}}", "to": "+447700900100", "content": "Hello"}""")).Data("session_id"));
        Assert.Equal([id], (await app.Get(Path)).Json.GetProperty("data").EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_of_another_account_or_world_is_as_one_that_is_not_there(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Sessions.Made(app);
        var number = (await app.Get($"{Path}/{id}")).Data("number_id");
        var stranger = await app.Key("admin", account: await app.Account("stranger"));

        foreach (var key in new[] { stranger, app.LiveKey })
            foreach (var name in new[] { id, number, "sess_x", "999999" })
            {
                var reply = await app.Get($"{Path}/{name}", key);
                Assert.Equal((4044, 404), (reply.Code, reply.Status));
                Assert.Equal(4044, (await app.Delete($"{Path}/{name}", key)).Code);
                var send = await app.Post("/v1/whatsapp/send", $$"""{"session_id": "{{name}}", "to": "+447700900100", "content": "Hello"}""", key);
                Assert.Equal((4002, 422), (send.Code, send.Status));
                Assert.Equal($"session_id '{name}' is not a session of this account.", send.Message);
            }

        Assert.Equal("pending", (await app.Get($"{Path}/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_that_logs_out_has_to_be_paired_again_and_that_is_told(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var id = await Sessions.Connected(app, more: $", \"webhook_url\": \"{receiver.Url}\"");

        await Sessions.Simulate(app, id, "log_out");
        await Sessions.Until(app, id, "disconnected");
        Assert.Equal(200, (await app.Get($"{Path}/{id}/qr")).Status);
        await Sessions.Simulate(app, id, "scan");
        await Sessions.Until(app, id, "connected");

        await Eventually.IsTrue(() => Task.FromResult(receiver.All.DistinctBy(r => r.Id).Count() >= 4), () => string.Join(", ", receiver.Events), app.Clock);
        Assert.Equal(["session.connected", "session.disconnected", "session.qr", "session.connected"], receiver.All.DistinctBy(r => r.Id).Select(r => r.Event));
        Assert.Equal(4090, (await app.Get($"{Path}/{id}/qr")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_connection_that_breaks_comes_back_by_itself(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var id = await Sessions.Connected(app, more: $", \"webhook_url\": \"{receiver.Url}\"");

        await Sessions.Simulate(app, id, "cut");

        await Eventually.IsTrue(() => Task.FromResult(receiver.All.DistinctBy(r => r.Id).Count() == 2), () => string.Join(", ", receiver.Events), app.Clock);
        Assert.All(receiver.All, r => Assert.Equal("session.connected", r.Event));
        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deleted_session_is_gone_and_what_waited_for_it_is_taken_back(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Sessions.Connected(app);
        var later = await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-10T00:00:00Z\"");

        var deleted = await app.Delete($"{Path}/{id}");

        Assert.Equal((200, id, "True"), (deleted.Status, deleted.Data("id"), deleted.Data("deleted")));
        Assert.Equal(4044, (await app.Get($"{Path}/{id}")).Code);
        Assert.Equal("canceled", (await app.Get($"/v1/whatsapp/messages/{later}")).Data("status"));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM simulated_phones"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_session_needs_a_gateway_and_a_plan_that_allows_it(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var without = await app.Post(Path, """{"name": "Support"}""", app.LiveKey);
        Assert.Equal(5001, without.Code);
        Assert.Contains("WhatsApp:GatewayUrl", without.Message, StringComparison.Ordinal);
        await app.SetPlan("Unlimited", "session_quota = 0");
        Assert.Equal(4020, (await app.Post(Path, """{"name": "Support"}""", app.LiveKey)).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_sessions"), default));
    }

    [Fact]
    public async Task What_is_wrong_with_a_session_is_named_and_nothing_is_begun()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal(["name"], (await app.Post(Path, "{}")).Fields);
        Assert.Equal(["name"], (await app.Post(Path, $$"""{"name": "{{new string('x', 101)}}"}""")).Fields);
        Assert.Equal(["kind"], (await app.Post(Path, """{"name": "Support", "kind": "smoke"}""")).Fields);
        Assert.Equal(["cloud"], (await app.Post(Path, """{"name": "Support", "cloud": {"access_token": "x"} }""")).Fields);
        Assert.Equal(["webhook_url"], (await app.Post(Path, """{"name": "Support", "webhook_url": "shop"}""")).Fields);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM simulated_phones"), default));

        var id = await Sessions.Made(app);
        Assert.Equal(["action"], (await app.Post($"{Path}/{id}/simulate", "{}")).Fields);
        Assert.Equal(["content"], (await app.Post($"{Path}/{id}/simulate", """{"action": "write"}""")).Fields);
        Assert.Equal(4090, (await app.Post($"{Path}/{id}/simulate", """{"action": "write", "content": "Hello"}""")).Code);
        Assert.Equal(4001, (await app.Post($"{Path}/{id}/simulate", """{"action": "scan", "phone_number": "12"}""")).Code);
        Assert.Equal(4030, (await app.Post($"{Path}/{id}/simulate", """{"action": "scan"}""", app.LiveKey)).Code);
    }

    [Fact]
    public async Task The_code_is_kept_nowhere_so_a_repeated_answer_does_not_show_it()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var first = await app.Post(Path, """{"name": "Support"}""", idempotencyKey: "one");
        var again = await app.Post(Path, """{"name": "Support"}""", idempotencyKey: "one");

        Assert.Equal(("true", first.Data("id")), (again.Headers["Idempotent-Replayed"], again.Data("id")));
        Assert.False(again.Json.GetProperty("data").TryGetProperty("qr_code", out _));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_sessions"), default));
    }

    [Fact]
    public async Task Another_node_speaks_for_a_session_when_its_own_has_ended()
    {
        var location = await Stores.Fresh(Engines.Postgres);
        var first = await TestApp.Run(location with { Folder = Directory.CreateTempSubdirectory("sendapi-test-").FullName });
        var id = await Sessions.Connected(first);
        await using var second = await TestApp.Run(location);
        Assert.Equal("connected", (await second.Get($"{Path}/{id}")).Data("status"));

        // The second node may take a message for a session that the first one holds.
        var message = await Sessions.Sent(second);
        await Eventually.IsTrue(async () => (await first.Get($"/v1/whatsapp/messages/{message}", second.TestKey)).Data("status") == "delivered", clock: first.Clock);
        await first.DisposeAsync();

        await Sessions.MessageUntil(second, await Sessions.Sent(second), "delivered");
    }
}
