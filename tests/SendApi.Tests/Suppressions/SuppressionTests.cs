namespace SendApi.Tests.Suppressions;

public sealed class SuppressionTests
{
    private const string List = "/v1/suppressions";

    [Theory, ClassData(typeof(Engines))]
    public async Task An_address_on_the_list_gets_no_text_until_it_is_taken_off(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var made = await app.Post(List, """{"address": "+447700900000", "channel": "sms", "reason": "asked by letter"}""");
        Assert.Equal((201, $"{List}/{made.Data("id")}"), (made.Status, made.Headers["Location"]));
        Assert.Equal(
            $$"""{"id":"{{made.Data("id")}}","object":"suppression","address":"+447700900000","channel":"sms","reason":"asked by letter","source":"api","created_at":"2026-03-09T14:30:00Z"}""",
            made.Json.GetProperty("data").ToString());
        var refused = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hi"}""");
        Assert.Equal(4004, refused.Code);
        Assert.Contains("asked by letter", refused.Message, StringComparison.Ordinal);
        Assert.Equal(made.Text, (await app.Get($"{List}/{made.Data("id")}")).Text);

        var deleted = await Delete(app, made.Data("id"));
        Assert.Equal((200, $$"""{"id":"{{made.Data("id")}}","deleted":true}"""), (deleted.Status, deleted.Json.GetProperty("data").ToString()));
        Assert.Equal((404, 4044), ((await Delete(app, made.Data("id"))).Status, (await app.Get($"{List}/{made.Data("id")}")).Code));
        await app.SendSms("+447700900000");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_address_that_is_listed_already_keeps_its_entry_which_is_answered_with_200(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var first = await app.Post(List, """{"address": "Ada@Example.COM", "reason": "bounced"}""");
        app.Clock.Advance(TimeSpan.FromDays(1));

        var again = await app.Post(List, """{"address": "ada@example.com", "reason": "other"}""");
        var onOneChannel = await app.Post(List, """{"address": "ada@example.com", "channel": "email"}""");

        Assert.Equal((201, "ada@example.com", "all"), (first.Status, first.Data("address"), first.Data("channel")));
        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Equal((201, "manual"), (onOneChannel.Status, onOneChannel.Data("reason")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_at_once_one_makes_the_entry_and_the_rest_get_it(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => app.Post(List, """{"address": "+447700900000"}""")));

        Assert.Single(replies, r => r.Status == 201);
        Assert.Single(replies.Select(r => r.Data("id")).Distinct());
    }

    [Theory]
    [InlineData("""{}""", 4000, "address")]
    [InlineData("""{"address": "0712345678"}""", 4001, "address")]
    [InlineData("""{"address": "+44", "channel": "sms"}""", 4001, "address")]
    [InlineData("""{"address": "ada@example.com", "channel": "sms"}""", 4001, "address")]
    [InlineData("""{"address": "ada@example.com", "channel": "whatsapp"}""", 4001, "address")]
    [InlineData("""{"address": "+447700900000", "channel": "email"}""", 4000, "address")]
    [InlineData("""{"address": "ada@@example.com"}""", 4000, "address")]
    [InlineData("""{"address": "ada example@x"}""", 4000, "address")]
    [InlineData("""{"address": "@"}""", 4000, "address")]
    [InlineData("""{"address": "+447700900000", "channel": "fax"}""", 4000, "channel")]
    [InlineData("""{"address": "+447700900000", "reason": "two\nlines"}""", 4000, "reason")]
    public async Task An_entry_that_cannot_be_is_refused_with_its_field(string body, int code, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(List, body);

        Assert.Equal((422, code), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
        Assert.Empty(Ids(await app.Get(List)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_list_goes_from_the_newest_to_the_oldest_and_is_narrowed_by_all_its_columns(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var ids = new List<string>();
        foreach (var body in (string[])["\"+447700900001\", \"channel\": \"sms\"", "\"+447700900001\", \"channel\": \"whatsapp\"", "\"ada@example.com\", \"reason\": \"bounce\"", "\"+447700900002\""])
        {
            ids.Insert(0, (await app.Post(List, $$"""{"address": {{body}}}""")).Data("id"));
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await app.Get($"{List}?per_page=3");
        Assert.Equal(ids[..3], Ids(first));
        Assert.Equal($$"""{"total":4,"page":1,"per_page":3,"last_page":2,"next_cursor":"{{ids[2]}}"}""", first.Json.GetProperty("meta").ToString());
        Assert.Equal(ids[3..], Ids(await app.Get($"{List}?per_page=3&cursor={ids[2]}")));
        Assert.Equal(ids[3..], Ids(await app.Get($"{List}?per_page=3&page=2")));
        Assert.Equal([ids[2], ids[3]], Ids(await app.Get($"{List}?address=%2B447700900001")));
        Assert.Equal([ids[3]], Ids(await app.Get($"{List}?address=+447700900001&per_page=1&cursor={ids[2]}")));
        Assert.Equal([ids[3]], Ids(await app.Get($"{List}?address=%2B447700900001&channel=sms")));
        Assert.Equal([ids[1]], Ids(await app.Get($"{List}?address=ADA@example.com")));
        Assert.Equal([ids[0], ids[1]], Ids(await app.Get($"{List}?channel=all")));
        Assert.Equal([ids[1]], Ids(await app.Get($"{List}?reason=bounce")));
        Assert.Equal(4, Ids(await app.Get($"{List}?source=api")).Length);
        var none = await app.Get($"{List}?source=import");
        Assert.Equal("""{"success":true,"data":[],"meta":{"total":0,"page":1,"per_page":25,"last_page":1,"next_cursor":null}}""", none.Text);
    }

    [Theory]
    [InlineData("channel=fax", 4000, "channel")]
    [InlineData("address=0712", 4001, "address")]
    [InlineData("address=a@", 4000, "address")]
    [InlineData("cursor=key_01J9ZK3V5T8W2Y4A6C8E0G2J4M", 4000, "cursor")]
    [InlineData("per_page=0", 4000, "per_page")]
    public async Task A_query_that_cannot_be_is_refused_with_its_field(string query, int code, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{List}?{query}");

        Assert.Equal((422, code), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_account_and_the_other_world_have_lists_of_their_own(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = (await app.Post(List, """{"address": "+447700900000"}""")).Data("id");
        var unknown = id[..^1] + (id[^1] == '0' ? '1' : '0');
        var stranger = await app.Key("admin", account: await app.Account("other"));

        foreach (var key in new[] { stranger, app.LiveKey })
        {
            Assert.Empty(Ids(await app.Get(List, key)));
            Assert.Empty(Ids(await app.Get($"{List}?address=%2B447700900000", key)));
            Assert.Equal("address,channel,reason,source,created_at\n", (await app.Get($"{List}/export", key)).Text);
            Assert.Equal(Shape(await app.Get($"{List}/{unknown}", key), unknown), Shape(await app.Get($"{List}/{id}", key), id));
            Assert.Equal(Shape(await Delete(app, unknown, key), unknown), Shape(await Delete(app, id, key), id));
        }

        Assert.Equal(201, (await app.Post(List, """{"address": "+447700900000"}""", stranger)).Status);
        Assert.Equal(200, (await app.Get($"{List}/{id}")).Status);
    }

    [Fact]
    public async Task Reading_and_writing_the_list_need_scopes_of_their_own()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (reads, neither) = (await app.Key("suppressions:read"), await app.Key("sms:write"));

        Assert.Equal(200, (await app.Get(List, reads)).Status);
        Assert.Equal("suppressions:write", (await app.Post(List, "{}", reads)).Error.GetProperty("required_scope").GetString());
        Assert.Equal("suppressions:write", (await app.Post($"{List}/import", "{}", reads)).Error.GetProperty("required_scope").GetString());
        Assert.Equal("suppressions:read", (await app.Get($"{List}/export", neither)).Error.GetProperty("required_scope").GetString());
    }

    private static (int, int, string) Shape(Reply reply, string id) => (reply.Status, reply.Code, reply.Message.Replace(id, "@"));

    private static Task<Reply> Delete(TestApp app, string id, string? key = null) => app.Send(new HttpRequestMessage(HttpMethod.Delete, $"{List}/{id}"), key ?? app.TestKey);

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(k => k.GetProperty("id").GetString()!)];
}
