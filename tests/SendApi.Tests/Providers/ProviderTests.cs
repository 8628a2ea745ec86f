using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Providers;

/// <summary>Providers over HTTP, as the dashboard sets them up: against real carriers on loopback.</summary>
public sealed class ProviderTests
{
    private const string Path = "/v1/admin/providers", Password = "sesame-93157";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_provider_that_was_added_carries_messages_and_its_password_is_in_no_answer(string engine)
    {
        await using var carrier = await Carrier.Open(Strict(Password));
        await using var app = await TestApp.Run(engine);

        var added = await Add(app, "carrier", carrier.Port);
        Assert.Equal((201, "carrier", "smpp", "True"), (added.Status, added.Data("name"), added.Data("kind"), added.Data("is_default")));
        Assert.Equal($"{Path}/{added.Data("id")}", added.Headers["Location"]);
        Assert.Equal("""["password"]""", added.Data("secrets_set"));
        Assert.Equal(["host", "port", "system_id"], Member(added, "settings").EnumerateObject().Select(s => s.Name).Order());

        await IsBound(app);
        var sent = await app.Until(await app.SendSms("+447700900100", key: app.LiveKey), "delivered", app.LiveKey);
        Assert.Equal("carrier", sent.Data("provider"));

        var test = await app.Post($"{Path}/carrier/test", null, app.LiveKey);
        Assert.Equal((200, "True"), (test.Status, test.Data("works")));
        Assert.Contains("the carrier calls itself 'sendapi-smsc'", test.Data("says"), StringComparison.Ordinal);
        Assert.True(long.Parse(test.Data("took_ms")) >= 0);

        var known = await HealthUntil(app, "up");
        Assert.Equal("bound", known.GetProperty("says").GetString());
        Assert.Equal(JsonValueKind.Null, known.GetProperty("last_error").ValueKind);
        Reply[] answers = [added, test, await app.Get(Path, app.LiveKey), await app.Get($"{Path}/carrier", app.LiveKey), await app.Get($"{Path}/{added.Data("id")}", app.LiveKey), await app.Get("/v1/admin/status", app.LiveKey)];
        Assert.All(answers, a => Assert.True(a.Status is 200 or 201, a.Text));
        Assert.All(answers, a => Assert.DoesNotContain(Password, a.Text, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Changed_settings_take_effect_and_a_secret_that_is_left_out_stays(string engine)
    {
        await using var first = await Carrier.Open(Strict(Password));
        await using var second = await Carrier.Open(Strict(Password));
        await using var app = await TestApp.Run(engine);
        await Add(app, "carrier", first.Port);
        await IsBound(app);
        await app.Until(await app.SendSms("+447700900100", key: app.LiveKey), "delivered", app.LiveKey);

        var changed = await app.Put($"{Path}/carrier", $$"""{"settings": {"host": "127.0.0.1", "port": "{{second.Port}}", "system_id": "test", "window": "7"} }""", app.LiveKey);
        Assert.Equal((200, """["password"]"""), (changed.Status, changed.Data("secrets_set")));
        Assert.Equal("7", Member(changed, "settings").GetProperty("window").GetString());
        Assert.DoesNotContain(Password, changed.Text, StringComparison.Ordinal);

        await Eventually.IsTrue(() => Task.FromResult(second.Connections == 1 && first.Connections == 0), clock: app.Clock);
        await IsBound(app);
        await app.Until(await app.SendSms("+447700900100", key: app.LiveKey), "delivered", app.LiveKey);
        Assert.Equal((1, 1, 1), (first.Taken.Count, second.Taken.Count, first.Unbinds));

        // What is no secret and is left out goes back to its default.
        var again = await app.Put($"{Path}/carrier", $$"""{"settings": {"host": "127.0.0.1", "port": "{{second.Port}}", "system_id": "test"} }""", app.LiveKey);
        Assert.False(Member(again, "settings").TryGetProperty("window", out _));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wrong_password_is_told_by_the_test_and_by_the_link_and_neither_shows_it(string engine)
    {
        await using var carrier = await Carrier.Open(Strict("another"));
        await using var app = await TestApp.Run(engine);
        await Add(app, "carrier", carrier.Port);

        var test = await app.Post($"{Path}/carrier/test", null, app.LiveKey);
        Assert.Equal((200, "False"), (test.Status, test.Data("works")));
        Assert.Contains("ESME_RINVPASWD", test.Data("says"), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, test.Text, StringComparison.Ordinal);
        var told = await HealthUntil(app, "down");
        await Eventually.IsTrue(async () => (told = await HealthUntil(app, "down")).GetProperty("says").GetString()!.Contains("ESME_RINVPASWD", StringComparison.Ordinal), () => told.GetRawText(), app.Clock);
        // What waits for it is seen too.
        await app.SendSms("+447700900100", key: app.LiveKey);
        var queue = Member(await app.Get($"{Path}/carrier", app.LiveKey), "queue");
        Assert.Equal((1, false), (queue.GetProperty("waiting").GetInt64(), queue.GetProperty("is_at_least").GetBoolean()));

        var mended = await app.Put($"{Path}/carrier", $$"""{"settings": {"host": "127.0.0.1", "port": "{{carrier.Port}}", "system_id": "test", "password": "another"} }""", app.LiveKey);
        Assert.Equal(200, mended.Status);
        Assert.Equal("True", (await app.Post($"{Path}/carrier/test", null, app.LiveKey)).Data("works"));
        await HealthUntil(app, "up");
        await Eventually.IsTrue(() => Task.FromResult(carrier.Taken.Count == 1), clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_test_that_hears_nothing_ends_by_its_limit_and_says_so(string engine)
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.Post(Path, Body("carrier", ((System.Net.IPEndPoint)silent.LocalEndpoint).Port, """, "response_timeout_seconds": "120" """), app.LiveKey);

        var test = app.Post($"{Path}/carrier/test", null, app.LiveKey);
        using var heard = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((200, "False", "Nothing was decided within 20 seconds."), ((await test).Status, (await test).Data("works"), (await test).Data("says")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wrong_setting_is_named_and_nothing_is_added_or_changed(string engine)
    {
        await using var app = await TestApp.Run(engine);

        Assert.Equal((422, "settings.host"), Named(await app.Post(Path, """{"name": "x", "kind": "smpp", "settings": {"system_id": "a", "password": "b"} }""", app.LiveKey)));
        Assert.Equal((422, "settings.port"), Named(await app.Post(Path, Body("x", 70000), app.LiveKey)));
        Assert.Equal((422, "settings.colour"), Named(await app.Post(Path, Body("x", 2775, """, "colour": "red" """), app.LiveKey)));
        Assert.Equal((422, "kind"), Named(await app.Post(Path, """{"name": "x", "kind": "pigeon", "settings": {} }""", app.LiveKey)));
        Assert.Equal((422, "kind"), Named(await app.Post(Path, """{"name": "x"}""", app.LiveKey)));
        Assert.Equal((422, "name"), Named(await app.Post(Path, """{"kind": "smpp", "settings": {} }""", app.LiveKey)));
        Assert.Equal((422, "name"), Named(await app.Post(Path, Body(new string('x', 101), 2775), app.LiveKey)));
        Assert.Equal((422, "name"), Named(await app.Post(Path, Body("a\\u0007b", 2775), app.LiveKey)));
        Assert.Equal((422, "name"), Named(await app.Post(Path, Body("simulator", 2775), app.LiveKey)));
        Assert.Equal(0, (await app.Get(Path, app.LiveKey)).Json.GetProperty("data").GetArrayLength());

        var before = await Add(app, "carrier", 2775);
        Assert.Equal((409, "name"), Named(await Add(app, "carrier", 2776)));
        Assert.Equal((422, "settings"), Named(await app.Put($"{Path}/carrier", "{}", app.LiveKey)));
        Assert.Equal((422, "settings.host"), Named(await app.Put($"{Path}/carrier", """{"settings": {"system_id": "test"} }""", app.LiveKey)));
        Assert.Equal((422, "settings.password"), Named(await app.Put($"{Path}/carrier", """{"settings": {"host": "127.0.0.1", "system_id": "test", "password": ""} }""", app.LiveKey)));
        Assert.Equal(before.Data("settings"), (await app.Get($"{Path}/carrier", app.LiveKey)).Data("settings"));

        foreach (var reply in new[]
        {
            await app.Get($"{Path}/nobody", app.LiveKey), await app.Put($"{Path}/nobody", """{"settings": {} }""", app.LiveKey), await app.Delete($"{Path}/nobody", app.LiveKey),
            await app.Post($"{Path}/nobody/test", null, app.LiveKey), await app.Post($"{Path}/nobody/default", null, app.LiveKey),
        })
            Assert.Equal((404, Errors.NotFound.Number, "name"), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_optional_secret_is_taken_away_by_an_empty_one(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var added = await app.Post(Path, """{"name": "web", "kind": "vonage", "settings": {"api_key": "abc", "api_secret": "sesame-1", "signature_secret": "sesame-2", "base_url": ""} }""", app.LiveKey);
        Assert.Equal("""["api_secret","signature_secret"]""", added.Data("secrets_set"));
        Assert.Equal("""{"api_key":"abc"}""", added.Data("settings"));

        var changed = await app.Put($"{Path}/web", """{"settings": {"api_key": "abcd", "signature_secret": null} }""", app.LiveKey);

        Assert.Equal(("""["api_secret"]""", """{"api_key":"abcd"}"""), (changed.Data("secrets_set"), changed.Data("settings")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_is_the_default_until_another_is_made_so_and_what_is_removed_closes_its_link(string engine)
    {
        await using var carrier = await Carrier.Open(Strict(Password));
        await using var app = await TestApp.Run(engine);
        await Add(app, "first", carrier.Port);
        await Add(app, "second", carrier.Port);
        Assert.Equal(["first"], await Defaults(app));

        var made = await app.Post($"{Path}/second/default", null, app.LiveKey);
        Assert.Equal((200, "True"), (made.Status, made.Data("is_default")));
        Assert.Equal(["second"], await Defaults(app));

        await Eventually.IsTrue(() => Task.FromResult(carrier.Connections == 2), clock: app.Clock);
        var id = (await app.Get($"{Path}/second", app.LiveKey)).Data("id");
        var removed = await app.Delete($"{Path}/second", app.LiveKey);
        Assert.Equal((200, id, "True"), (removed.Status, removed.Data("id"), removed.Data("deleted")));
        Assert.Equal(["first"], await Defaults(app));
        await Eventually.IsTrue(() => Task.FromResult(carrier.Connections == 1), clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_provider_that_a_node_cannot_open_says_why(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.AddProviderToStore("pigeon", "carrier", new() { ["loft"] = Password });

        var told = await HealthUntil(app, "closed");
        Assert.Contains("'pigeon', which this version does not know", told.GetProperty("last_error").GetString(), StringComparison.Ordinal);
        var seen = await app.Get($"{Path}/carrier", app.LiveKey);
        // Of a kind that is not known, everything may be a secret.
        Assert.Equal(("{}", """["loft"]"""), (seen.Data("settings"), seen.Data("secrets_set")));
        Assert.Equal("False", (await app.Post($"{Path}/carrier/test", null, app.LiveKey)).Data("works"));
        await app.Delete($"{Path}/carrier", app.LiveKey);
        await Eventually.IsTrue(() => Task.FromResult(app.Services.GetRequiredService<Links>().Faults.Count == 0), clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_carrier_that_fails_too_often_is_shown_with_its_words_without_the_password_and_is_given_another_chance_by_other_settings(string engine)
    {
        await using var carrier = await Carrier.Open(Strict(Password));
        await using var app = await TestApp.Run(engine);
        await Add(app, "carrier", carrier.Port);
        await HealthUntil(app, "up");
        for (var i = 0; i < 10; i++)
            app.Services.GetRequiredService<Carriers>().Of("carrier").Tell(new SendOutcome.TryLater($"The word {Password} is not ours"));

        var failing = await HealthUntil(app, "failing");
        Assert.Equal(("The word … is not ours", "bound"), (failing.GetProperty("last_error").GetString(), failing.GetProperty("says").GetString()));
        Assert.True(failing.GetProperty("since").GetDateTimeOffset() >= failing.GetProperty("last_error_at").GetDateTimeOffset());

        await app.Put($"{Path}/carrier", $$"""{"settings": {"host": "127.0.0.1", "port": "{{carrier.Port}}", "system_id": "test", "window": "9"} }""", app.LiveKey);
        Assert.Equal(JsonValueKind.Null, (await HealthUntil(app, "up")).GetProperty("last_error").ValueKind);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_kinds_are_listed_with_all_that_a_form_needs(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var kinds = (await app.Get("/v1/admin/connectors", app.LiveKey)).Json.GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(["http", "infobip", "smpp", "twilio", "vonage"], kinds.Select(k => k.GetProperty("kind").GetString()).Order());
        var smpp = kinds.Single(k => k.GetProperty("kind").GetString() == "smpp").GetProperty("settings").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);
        Assert.Equal((true, true, JsonValueKind.Null), (smpp["password"].GetProperty("required").GetBoolean(), smpp["password"].GetProperty("secret").GetBoolean(), smpp["password"].GetProperty("default").ValueKind));
        Assert.Equal("2775", smpp["port"].GetProperty("default").GetString());
    }

    private static SmscOptions Strict(string password) => new() { SystemId = "test", Password = password, Magic = false, ReceiptDelay = TimeSpan.Zero };

    private static string Body(string name, int port, string more = "") =>
        $$"""{"name": "{{name}}", "kind": "smpp", "settings": {"host": "127.0.0.1", "port": "{{port}}", "system_id": "test", "password": "{{Password}}"{{more}}} }""";

    private static Task<Reply> Add(TestApp app, string name, int port) => app.Post(Path, Body(name, port), app.LiveKey);

    private static Task IsBound(TestApp app) =>
        Eventually.IsTrue(() => Task.FromResult(app.Services.GetRequiredService<Links>().Live.Any(l => l.Value.State == "bound")), clock: app.Clock);

    private static async Task<JsonElement> HealthUntil(TestApp app, string state)
    {
        JsonElement found = default;
        var last = "";
        await Eventually.IsTrue(async () =>
        {
            var reply = await app.Get($"{Path}/carrier", app.LiveKey);
            last = reply.Text;
            found = Member(reply, "health").EnumerateArray().FirstOrDefault();
            return found.ValueKind == JsonValueKind.Object && found.GetProperty("state").GetString() == state;
        }, () => last, app.Clock);
        return found;
    }

    private static async Task<string?[]> Defaults(TestApp app) =>
        [.. (await app.Get(Path, app.LiveKey)).Json.GetProperty("data").EnumerateArray().Where(p => p.GetProperty("is_default").GetBoolean()).Select(p => p.GetProperty("name").GetString())];

    private static JsonElement Member(Reply reply, string name) => reply.Json.GetProperty("data").GetProperty(name);

    private static (int Status, string Field) Named(Reply reply) => (reply.Status, Assert.Single(reply.Fields));
}
