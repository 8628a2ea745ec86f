using SendApi.Core;

namespace SendApi.Tests.Keys;

public sealed class ApiKeyTests
{
    private const string Keys = "/v1/api-keys";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_key_shows_its_text_once_works_at_once_and_is_listed_without_it(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(Keys, """{"name": " billing ", "scopes": ["sms:write", "sms:read", "sms:write"], "expires_at": "2026-04-01T00:00:00Z", "networks": ["127.0.0.1", "2001:db8::/32"], "spend_limit": "25.5", "recipient_limit": 100}""", app.LiveKey);

        Assert.Equal(201, made.Status);
        var key = made.Data("key");
        Assert.True(KeySecret.IsWellFormed(key));
        Assert.StartsWith(KeySecret.LivePrefix, key, StringComparison.Ordinal);
        Assert.Equal($"{Keys}/{made.Data("id")}", made.Headers["Location"]);
        Assert.Equal(200, (await app.Get("/v1/sms/messages", key)).Status);

        var one = await app.Get(made.Headers["Location"], app.LiveKey);
        Assert.DoesNotContain(key, one.Text, StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"id":"{{made.Data("id")}}","object":"api_key","name":"billing","prefix":"{{key[..12]}}","scopes":["sms:read","sms:write"],"is_test":false,"state":"active","created_at":"2026-03-09T14:30:00Z","expires_at":"2026-04-01T00:00:00Z","last_used_at":null,"revoked_at":null,"replaced_by":null,"networks":["127.0.0.1/32","2001:db8::/32"],"spend_limit":"25.500000","currency":"USD","recipient_limit":100}""",
            one.Json.GetProperty("data").ToString());
        Assert.Contains(made.Data("id"), Ids(await app.Get(Keys, app.LiveKey)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_list_goes_from_the_newest_to_the_oldest_and_is_narrowed_by_state(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var account = await app.Account("shop");
        var admin = await app.Key("admin", isTest: false, account: account);
        var ids = new List<string> { Ids(await app.Get(Keys, admin)).Single() };
        foreach (var more in (string[])["", ", \"expires_at\": \"2026-03-09T14:40:00Z\"", ""])
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            ids.Insert(0, (await app.Post(Keys, $$"""{"name": "k", "scopes": ["sms:read"]{{more}}}""", admin)).Data("id"));
        }

        await app.Send(new HttpRequestMessage(HttpMethod.Delete, $"{Keys}/{ids[0]}"), admin);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        var first = await app.Get($"{Keys}?per_page=3", admin);
        Assert.Equal(ids[..3], Ids(first));
        Assert.Equal(4, first.Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Equal(ids[3..], Ids(await app.Get($"{Keys}?per_page=3&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor")}", admin)));
        Assert.Equal([ids[0]], Ids(await app.Get($"{Keys}?state=revoked", admin)));
        Assert.Equal([ids[1]], Ids(await app.Get($"{Keys}?state=expired", admin)));
        Assert.Equal([ids[2], ids[3]], Ids(await app.Get($"{Keys}?state=active", admin)));
        Assert.Equal(["state"], (await app.Get($"{Keys}?state=gone", admin)).Fields);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"scopes": ["admin"]}""", "name" },
        { """{"name": "  ", "scopes": ["admin"]}""", "name" },
        { "{\"name\": \"" + new string('x', 101) + "\", \"scopes\": [\"admin\"]}", "name" },
        { """{"name": "k"}""", "scopes" },
        { """{"name": "k", "scopes": []}""", "scopes" },
        { """{"name": "k", "scopes": ["sms:read", "sms:fly"]}""", "scopes[1]" },
        { """{"name": "k", "scopes": [null]}""", "scopes[0]" },
        { """{"name": "k", "scopes": ["admin"], "mode": "production"}""", "mode" },
        { """{"name": "k", "scopes": ["admin"], "mode": "live", "is_test": true}""", "mode" },
        { """{"name": "k", "scopes": ["admin"], "expires_at": "2026-03-09T14:30:00Z"}""", "expires_at" },
        { """{"name": "k", "scopes": ["admin"], "expires_at": "2020-01-01T00:00:00Z"}""", "expires_at" },
        { """{"name": "k", "scopes": ["admin"], "networks": ["10.0.0.0/8", "10.0.0.1/8"]}""", "networks[1]" },
        { """{"name": "k", "scopes": ["admin"], "networks": [null]}""", "networks[0]" },
        { "{\"name\": \"k\", \"scopes\": [\"admin\"], \"networks\": [" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"10.0.0.{i}\"")) + "]}", "networks" },
        { """{"name": "k", "scopes": ["admin"], "spend_limit": "-1"}""", "spend_limit" },
        { """{"name": "k", "scopes": ["admin"], "spend_limit": "ten"}""", "spend_limit" },
        { """{"name": "k", "scopes": ["admin"], "spend_limit": "1.0000001"}""", "spend_limit" },
        { """{"name": "k", "scopes": ["admin"], "recipient_limit": -1}""", "recipient_limit" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_key_that_cannot_be_is_4000_with_its_field_and_is_not_made(string body, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Keys, body, app.LiveKey);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
        Assert.Equal(2, Ids(await app.Get(Keys, app.LiveKey)).Length);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_test_key_makes_and_sees_test_keys_only(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var own = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""");
        Assert.Equal((201, "True"), (own.Status, own.Data("is_test")));
        Assert.StartsWith(KeySecret.TestPrefix, own.Data("key"), StringComparison.Ordinal);
        Assert.Equal("True", (await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"], "mode": "test"}""", app.LiveKey)).Data("is_test"));
        var live = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);
        Assert.Equal("False", live.Data("is_test"));

        var refused = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"], "mode": "live"}""");
        Assert.Equal((403, 4030), (refused.Status, refused.Code));
        Assert.False(refused.Error.TryGetProperty("required_scope", out _));
        Assert.DoesNotContain(live.Data("id"), Ids(await app.Get(Keys)));
        Assert.Contains(own.Data("id"), Ids(await app.Get(Keys, app.LiveKey)));
        Assert.Equal(404, (await app.Get($"{Keys}/{live.Data("id")}")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Only_admin_keys_may_look_at_keys_and_nobody_at_those_of_another_account(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = (await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey)).Data("id");
        var unknown = id[..^1] + (id[^1] == '0' ? '1' : '0');
        var stranger = await app.Key("admin", isTest: false, account: await app.Account("other"));

        Assert.Equal("admin", (await app.Get(Keys, await app.Key("account:read"))).Error.GetProperty("required_scope").GetString());
        Assert.DoesNotContain(id, Ids(await app.Get(Keys, stranger)));
        foreach (var make in (Func<string, HttpRequestMessage>[])[i => new(HttpMethod.Get, $"{Keys}/{i}"), i => new(HttpMethod.Delete, $"{Keys}/{i}"), i => new(HttpMethod.Post, $"{Keys}/{i}/rotation")])
        {
            var (foreign, none) = (await app.Send(make(id), stranger), await app.Send(make(unknown), stranger));
            Assert.Equal((404, 4044), (foreign.Status, foreign.Code));
            Assert.Equal((none.Status, none.Code, none.Message.Replace(unknown, id)), (foreign.Status, foreign.Code, foreign.Message));
        }

        Assert.Equal("active", (await app.Get($"{Keys}/{id}", app.LiveKey)).Data("state"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deleted_key_is_refused_within_a_second_and_keeps_the_time_it_was_revoked(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var made = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);
        var path = made.Headers["Location"];
        Assert.Equal(200, (await app.Get("/v1/sms/messages", made.Data("key"))).Status);

        var deleted = await app.Send(new HttpRequestMessage(HttpMethod.Delete, path), app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((200, $$"""{"id":"{{made.Data("id")}}","deleted":true}"""), (deleted.Status, deleted.Json.GetProperty("data").ToString()));
        Assert.Equal(4012, (await app.Get("/v1/sms/messages", made.Data("key"))).Code);
        Assert.Equal(200, (await app.Send(new HttpRequestMessage(HttpMethod.Delete, path), app.LiveKey)).Status);
        Assert.Equal(("revoked", "2026-03-09T14:30:00Z"), ((await app.Get(path, app.LiveKey)).Data("state"), (await app.Get(path, app.LiveKey)).Data("revoked_at")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_repeated_creation_makes_one_key_and_its_text_is_kept_nowhere(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string body = """{"name": "k", "scopes": ["sms:read"]}""";

        var first = await app.Post(Keys, body, app.LiveKey, "one");
        var again = await app.Post(Keys, body, app.LiveKey, "one");

        Assert.Equal((201, "true", first.Data("id")), (again.Status, again.Headers["Idempotent-Replayed"], again.Data("id")));
        Assert.False(again.Json.GetProperty("data").TryGetProperty("key", out _));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM idempotency WHERE body LIKE @key", new { key = $"%{first.Data("key")}%" }), default));
        Assert.Equal(4091, (await app.Post(Keys, body.Replace("read", "write"), app.LiveKey, "one")).Code);
        Assert.Equal(3, Ids(await app.Get(Keys, app.LiveKey)).Length);
    }

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(k => k.GetProperty("id").GetString()!)];
}
