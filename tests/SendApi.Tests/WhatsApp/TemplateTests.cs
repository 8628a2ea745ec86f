using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>Templates: handed in to Meta, kept in step with it, and sent only where they fit.</summary>
public sealed class TemplateTests
{
    private const string Path = "/v1/whatsapp/templates", Send = "/v1/whatsapp/send";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_template_message_goes_all_the_way_to_read(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Clouds.Template(app, session);

        var sent = await app.Post(Send, Clouds.Send(session, "+447700900006", language: """{"code": "en_US"}"""));

        Assert.True(sent.Status == 201, sent.Text);
        Assert.Equal(("accepted", "template"), (sent.Data("status"), sent.Data("type")));
        var read = await Sessions.MessageUntil(app, sent.Data("id"), "read");
        Assert.Equal(["accepted", "attempt", "receipt", "receipt", "receipt"], read.Events.Select(e => e.GetProperty("type").GetString()!));
        var template = read.Json.GetProperty("data").GetProperty("template");
        Assert.Equal(("order_shipped", "en_US", "1001"), (template.GetProperty("name").GetString(), template.GetProperty("language").GetString(),
            template.GetProperty("components")[0].GetProperty("parameters")[1].GetProperty("text").GetString()));
        Assert.False(read.Json.GetProperty("data").TryGetProperty("content", out _));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_number_of_Metas_makes_no_pauses_as_a_person_would(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Clouds.Template(app, session);
        List<string> sent = [];
        for (var i = 0; i < 20; i++)
            sent.Add((await app.Post(Send, Clouds.Send(session, $"+4477009001{i:00}"))).Data("id"));

        foreach (var id in sent)
            await Sessions.MessageUntil(app, id, "delivered");

        // A linked number would take half a minute for them at least.
        var times = await app.Db.Read(s => s.Query<long>("SELECT at FROM message_events WHERE type = 'attempt' ORDER BY at"), default);
        Assert.True(times[^1] - times[0] < 10_000_000, $"{times[^1] - times[0]} µs");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_Meta_decides_is_told_and_shown(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url, "template.*");
        var session = await Clouds.Connected(app);

        var approved = await Clouds.Template(app, session);
        await Hooks.Until(app, receiver, 1);
        var rejected = await Clouds.Template(app, session, "please_reject", "rejected");
        await Hooks.Until(app, receiver, 2);

        Assert.Equal([("template.approved", approved), ("template.rejected", rejected)], receiver.All.DistinctBy(r => r.Id).Select(r => (r.Event, r.Json.GetProperty("data").GetProperty("template_id").GetString()!)));
        Assert.Equal("INVALID_FORMAT", (await app.Get($"{Path}/{rejected}")).Data("reason"));
        Assert.Equal("INVALID_FORMAT", receiver.All.DistinctBy(r => r.Id).Last().Json.GetProperty("data").GetProperty("reason").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_template_that_cannot_be_sent_is_refused_with_its_reason(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Refused("no template 'order_shipped', and no other one", "template.name", Clouds.Send(session));
        await Clouds.Template(app, session);
        await Clouds.Template(app, session, "please_reject", "rejected");

        await Refused("It has: order_shipped, please_reject", "template.name", Clouds.Send(session, name: "order_shiped"));
        await Refused("It is there in: en_US", "template.language", Clouds.Send(session, language: "\"de\""));
        await Refused("rejected by Meta (INVALID_FORMAT)", "template.name", Clouds.Send(session, name: "please_reject"));
        await Refused("has 2 places, and no parameters were given", "template.components", Clouds.Send(session, components: "[]"));
        await Refused("has 2 places, and 1 parameter was given", "template.components", Clouds.Send(session, components: """[{"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}]"""));
        foreach (var (status, words) in new[] { ("pending", "still being looked at"), ("paused", "paused by Meta"), ("disabled", "disabled by Meta"), ("draft", "not handed in") })
        {
            await app.Db.Write(s => s.Execute("UPDATE whatsapp_templates SET status = @status WHERE name = 'order_shipped'", new { status }), default);
            await Refused(words, "template.name", Clouds.Send(session));
        }

        var linked = await Sessions.Connected(app);
        await Refused("is linked", "type", Clouds.Send(linked));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));

        async Task Refused(string words, string field, string body)
        {
            var refused = await app.Post(Send, body);
            Assert.Equal((4005, 422), (refused.Code, refused.Status));
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
            Assert.Equal([field], refused.Fields);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Templates_made_in_Metas_own_pages_appear_and_those_gone_there_go(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string Business = ", \"cloud\": {\"business_account_id\": \"102290129340398\"}";
        var first = await Clouds.Connected(app, Business);
        var made = await Clouds.Template(app, first);

        // Two numbers of one business account have the same templates.
        var second = await Clouds.Connected(app, Business);
        var seen = await Sessions.Until(app, "approved", async () => await app.Get($"{Path}?session_id={second}") is { } list && list.Json.GetProperty("data").GetArrayLength() == 1
            ? await app.Get($"{Path}/{list.Json.GetProperty("data")[0].GetProperty("id").GetString()}") : await app.Get($"/v1/whatsapp/sessions/{second}"));
        Assert.NotEqual(made, seen.Data("id"));
        Assert.Equal(200, (await app.Delete($"{Path}/{seen.Data("id")}")).Status);
        Assert.Equal(4044, (await app.Get($"{Path}/{seen.Data("id")}")).Code);

        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(30));
            return (await app.Get($"{Path}/{made}")).Status == 404;
        }, clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_list_is_narrowed_and_paged(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        await Clouds.Template(app, session);
        var rejected = await Clouds.Template(app, session, "please_reject", "rejected");

        Assert.Equal([rejected], Ids(await app.Get($"{Path}?status=rejected")));
        Assert.Equal([rejected], Ids(await app.Get($"{Path}?name=please_reject&session_id={session}")));
        var page = await app.Get($"{Path}?per_page=1");
        Assert.Equal((1, 2), (Ids(page).Length, page.Json.GetProperty("meta").GetProperty("total").GetInt32()));
        Assert.Single(Ids(await app.Get($"{Path}?per_page=1&cursor={page.Json.GetProperty("meta").GetProperty("next_cursor").GetString()}")));
        Assert.Empty(Ids(await app.Get(Path, await app.Key("admin", account: await app.Account("stranger")))));
        Assert.Empty(Ids(await app.Get(Path, app.LiveKey)));
        Assert.Equal(["status"], (await app.Get($"{Path}?status=good")).Fields);
        Assert.Equal(4002, (await app.Get($"{Path}?session_id=77")).Code);

        static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("id").GetString()!)];
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_template_of_another_account_or_world_is_as_one_that_is_not_there(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Clouds.Connected(app);
        var id = await Clouds.Template(app, session);
        var stranger = await app.Key("admin", account: await app.Account("stranger"));

        foreach (var key in new[] { stranger, app.LiveKey })
        {
            Assert.Equal((4044, 404), ((await app.Get($"{Path}/{id}", key)).Code, (await app.Get($"{Path}/{id}", key)).Status));
            Assert.Equal(4044, (await app.Delete($"{Path}/{id}", key)).Code);
            Assert.Equal(4002, (await app.Post(Path, Clouds.New(session, "mine"), key)).Code);
            Assert.Equal(4002, (await app.Post(Send, Clouds.Send(session), key)).Code);
        }

        Assert.Equal("approved", (await app.Get($"{Path}/{id}")).Data("status"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_template_is_named_and_Meta_is_not_asked()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var linked = await Sessions.Connected(app);
        Assert.Equal(["session_id"], (await app.Post(Path, Clouds.New(linked))).Fields);
        var session = await Clouds.Connected(app);
        await Clouds.Template(app, session);

        Assert.Equal(["name", "language", "category", "components"], (await app.Post(Path, "{}")).Fields);
        Assert.Equal(["name"], (await app.Post(Path, Clouds.New(session, "Order shipped"))).Fields);
        Assert.Equal(["language", "category"], (await app.Post(Path, $$"""{"session_id": "{{session}}", "name": "a", "language": "english", "category": "NEWS", "components": {{Clouds.Body}}}""")).Fields);
        Assert.Equal(["components[0].text", "components[1].type"], (await app.Post(Path, Clouds.New(session, "a", """[{"type": "BODY", "text": ""}, {"type": "SOUND"}]"""))).Fields);
        Assert.Equal(["components"], (await app.Post(Path, Clouds.New(session, "a", """[{"type": "FOOTER", "text": "Bye"}]"""))).Fields);
        Assert.Equal(["components"], (await app.Post(Path, Clouds.New(session, "a", """[{"type": "BODY", "text": "\ud800"}]"""))).Fields);
        Assert.Equal(["name"], (await app.Post(Path, Clouds.New(session))).Fields);
        Assert.Equal(4090, (await app.Post(Path, Clouds.New(session))).Code);
        Assert.Equal(4003, (await app.Post(Path, Clouds.New(await Sessions.Made(app)))).Code);
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_templates"), default));
    }
}
