namespace SendApi.Tests.WhatsApp;

/// <summary>Groups and the address book of linked phones.</summary>
public sealed class GroupTests
{
    private const string Groups = "/v1/whatsapp/groups", Contacts = "/v1/whatsapp/contacts";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_group_is_made_changed_and_left(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);

        var made = await app.Post(Groups, $$"""{"session_id": "{{session}}", "name": "Customers", "participants": ["+447700900100", "+447700900101", "+447700900100"], "description": "News"}""");

        Assert.Equal((201, "Customers", "News", session), (made.Status, made.Data("name"), made.Data("description"), made.Data("session_id")));
        var path = $"{Groups}/{made.Data("id")}";
        Assert.Equal(path, made.Headers["Location"]);
        Assert.Equal([("+447700900042", true), ("+447700900100", false), ("+447700900101", false)], People(await app.Get(path)));
        Assert.Equal("News", (await app.Get(path)).Data("description"));
        var changed = await app.Put(path, """{"name": "Buyers", "description": "", "add_participants": ["+447700900102"], "remove_participants": ["+447700900100"]}""");
        Assert.Equal((200, "Buyers"), (changed.Status, changed.Data("name")));
        Assert.False(changed.Json.GetProperty("data").TryGetProperty("description", out _));
        Assert.Equal([("+447700900042", true), ("+447700900101", false), ("+447700900102", false)], People(changed));
        Assert.Equal(["Buyers"], Names(await app.Get($"{Groups}?session_id={session}")));
        Assert.Equal(("True", 200), ((await app.Delete(path)).Data("deleted"), (await app.Get(Groups)).Status));
        Assert.Empty(Names(await app.Get(Groups)));
        foreach (var gone in new[] { await app.Get(path), await app.Put(path, "{}"), await app.Delete(path) })
            Assert.Equal(4044, gone.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Groups_that_the_phone_is_in_already_are_in_the_list_under_ids_that_stay(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        for (var i = 0; i < 130; i++)
            await Elsewhere(app, session, $"1203{i:000}@g.us", $"Group {i:000}");

        var first = await app.Get($"{Groups}?per_page=100");
        var second = await app.Get($"{Groups}?per_page=100&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor").GetString()}");

        Assert.Equal(130, first.Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Equal(Enumerable.Range(0, 130).Select(i => $"Group {i:000}"), Names(first).Concat(Names(second)).Order());
        var id = (await app.Get($"{Groups}?per_page=1")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        var provider = await app.Db.Read(s => s.First<string>("SELECT provider_id FROM whatsapp_groups WHERE id = @id", new { id }), default);
        await app.Db.Write(s => s.Execute("DELETE FROM simulated_groups WHERE id = @provider", new { provider }), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(129, (await app.Get(Groups)).Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Equal(4044, (await app.Get($"{Groups}/{id}")).Code);
        await Elsewhere(app, session, provider!, "Back again");
        await app.Get(Groups);
        Assert.Equal("Back again", (await app.Get($"{Groups}/{id}")).Data("name"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_an_idempotency_key_a_group_is_made_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        const string body = """{"name": "Customers", "participants": ["+447700900100"]}""";

        var first = await app.Post(Groups, body, idempotencyKey: "one");
        var again = await app.Post(Groups, body, idempotencyKey: "one");

        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotent-Replayed"]));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM simulated_groups"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_group_of_another_account_or_world_is_as_one_that_is_not_there(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var id = (await app.Post(Groups, """{"name": "Customers", "participants": ["+447700900100"]}""")).Data("id");
        var stranger = await app.Key("admin", account: await app.Account("stranger"));

        foreach (var key in new[] { stranger, app.LiveKey })
        {
            foreach (var path in new[] { $"{Groups}/{id}", $"{Groups}/grp_x" })
                foreach (var reply in new[] { await app.Get(path, key), await app.Put(path, """{"name": "Mine"}""", key), await app.Delete(path, key) })
                    Assert.Equal((4044, 404), (reply.Code, reply.Status));
            Assert.Equal(4002, (await app.Get($"{Groups}?session_id={session}", key)).Code);
            Assert.Equal(4002, (await app.Get($"{Contacts}?session_id={session}", key)).Code);
            Assert.Equal(4002, (await app.Post(Groups, $$"""{"session_id": "{{session}}", "name": "Mine", "participants": ["+447700900100"]}""", key)).Code);
        }

        Assert.Equal("Customers", (await app.Get($"{Groups}/{id}")).Data("name"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_that_is_not_connected_or_not_linked_has_no_groups(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Assert.Equal(4002, (await app.Get(Groups)).Code);
        var session = await Sessions.Connected(app);
        var id = (await app.Post(Groups, """{"name": "Customers", "participants": ["+447700900100"]}""")).Data("id");
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");

        foreach (var reply in new[]
        {
            await app.Get(Groups), await app.Get(Contacts), await app.Get($"{Groups}/{id}"), await app.Put($"{Groups}/{id}", """{"name": "Buyers"}"""), await app.Delete($"{Groups}/{id}"),
            await app.Post(Groups, """{"name": "Buyers", "participants": ["+447700900100"]}"""),
        })
            Assert.Equal((4003, 422), (reply.Code, reply.Status));
        await app.Db.Write(s => s.Execute("UPDATE whatsapp_sessions SET kind = 'cloud'"), default);
        Assert.Equal(["session_id"], (await app.Get($"{Groups}?session_id={session}")).Fields);
        Assert.Equal(["session_id"], (await app.Get($"{Contacts}?session_id={session}")).Fields);
        Assert.Equal(["session_id"], (await app.Post(Groups, $$"""{"session_id": "{{session}}", "name": "Buyers", "participants": ["+447700900100"]}""")).Fields);
        await app.Db.Write(s => s.Execute("UPDATE whatsapp_sessions SET kind = 'linked'"), default);
        Assert.Equal(200, (await app.Delete($"/v1/whatsapp/sessions/{session}")).Status);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM whatsapp_groups) + (SELECT COUNT(*) FROM simulated_groups)"), default));
        Assert.Equal(4044, (await app.Get($"{Groups}/{id}")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_address_book_is_read_page_by_page(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);

        List<string> phones = [];
        for (var cursor = ""; ;)
        {
            var page = await app.Get($"{Contacts}?session_id={session}&per_page=25{cursor}");
            phones.AddRange(page.Json.GetProperty("data").EnumerateArray().Select(c => c.GetProperty("phone").GetString()!));
            if (page.Json.GetProperty("meta").GetProperty("next_cursor").GetString() is not { } next)
                break;
            cursor = "&cursor=" + next;
        }

        Assert.Equal(60, phones.Distinct().Count());
        Assert.Equal(60, phones.Count);
        var third = (await app.Get($"{Contacts}?per_page=2&page=2")).Json.GetProperty("data");
        Assert.Equal(("+447700902003", "P3", false), (third[0].GetProperty("phone").GetString(), third[0].GetProperty("push_name").GetString(), third[0].GetProperty("is_my_contact").GetBoolean()));
        Assert.False(third[0].TryGetProperty("name", out _));
        Assert.Equal(("Person 4", false), (third[1].GetProperty("name").GetString(), third[1].GetProperty("is_business").GetBoolean()));
        Assert.Equal(["cursor"], (await app.Get($"{Contacts}?cursor=x")).Fields);
        Assert.Equal(4002, (await app.Get($"{Contacts}?session_id=77")).Code);
    }

    [Fact]
    public async Task What_is_wrong_with_a_group_is_named_and_none_is_made()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Sessions.Connected(app);
        var many = string.Join(",", Enumerable.Range(0, 1_024).Select(i => $"\"+4477009{i:00000}\""));

        Assert.Equal(["name", "participants"], (await app.Post(Groups, "{}")).Fields);
        Assert.Equal(["name"], (await app.Post(Groups, $$"""{"name": "{{new string('x', 26)}}", "participants": ["+447700900100"]}""")).Fields);
        Assert.Equal(["description"], (await app.Post(Groups, $$"""{"name": "a", "participants": ["+447700900100"], "description": "{{new string('x', 513)}}"}""")).Fields);
        Assert.Equal(["participants"], (await app.Post(Groups, """{"name": "a", "participants": []}""")).Fields);
        Assert.Equal(["participants"], (await app.Post(Groups, $$"""{"name": "a", "participants": [{{many}}]}""")).Fields);
        Assert.Equal(["participants[1]"], (await app.Post(Groups, """{"name": "a", "participants": ["+447700900100", null]}""")).Fields);
        var wrong = await app.Post(Groups, """{"name": "a", "participants": ["+447700900100", "0770"]}""");
        Assert.Equal(4001, wrong.Code);
        Assert.Equal(["participants[1]"], wrong.Fields);
        Assert.Equal(4030, (await app.Post(Groups, """{"name": "a", "participants": ["+447700900100"]}""", await app.Key("whatsapp:read"))).Code);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM simulated_groups"), default));

        var path = $"{Groups}/{(await app.Post(Groups, """{"name": "a", "participants": ["+447700900100"]}""")).Data("id")}";
        Assert.Equal(["name"], (await app.Put(path, """{"name": ""}""")).Fields);
        Assert.Equal(["remove_participants"], (await app.Put(path, """{"name": "b", "add_participants": ["+447700900101"], "remove_participants": ["+447700900101"]}""")).Fields);
        Assert.Equal(["add_participants[0]"], (await app.Put(path, """{"name": "b", "add_participants": ["0770"]}""")).Fields);
        Assert.Equal("a", (await app.Get(path)).Data("name"));
    }

    [Fact]
    public async Task Without_a_gateway_live_groups_are_refused_with_the_reason()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var id = await Sessions.Connected(app);
        await app.Db.Write(s => s.Execute("UPDATE whatsapp_sessions SET is_test = 0, owner = 'another', owner_until = @far", new { far = long.MaxValue }), default);

        var refused = await app.Post(Groups, $$"""{"session_id": "{{id}}", "name": "a", "participants": ["+447700900100"]}""", app.LiveKey);

        Assert.Equal((5001, 500), (refused.Code, refused.Status));
        Assert.Contains("WhatsApp:GatewayUrl", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5001, (await app.Get($"{Groups}?session_id={id}", app.LiveKey)).Code);
        Assert.Equal(5001, (await app.Get($"{Contacts}?session_id={id}", app.LiveKey)).Code);
    }

    private static IEnumerable<(string?, bool)> People(Reply reply) =>
        reply.Json.GetProperty("data").GetProperty("participants").EnumerateArray().Select(p => (p.GetProperty("phone").GetString(), p.GetProperty("is_admin").GetBoolean()));

    private static IEnumerable<string> Names(Reply reply) => reply.Json.GetProperty("data").EnumerateArray().Select(g => g.GetProperty("name").GetString()!);

    /// <summary>A group that was made on the phone.</summary>
    private static Task Elsewhere(TestApp app, string session, string id, string name)
    {
        var data = $$"""{"Id": "{{id}}", "Name": "{{name}}", "Description": null, "Members": ["+447700900100"]}""";
        return app.Db.Write(s => s.Execute("INSERT INTO simulated_groups (session_id, id, data) VALUES (@session, @id, @data)", new { session, id, data }), default);
    }
}
