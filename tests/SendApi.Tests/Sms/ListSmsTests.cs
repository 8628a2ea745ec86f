using System.Text.Json;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Sms;

public sealed class ListSmsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Pages_go_from_the_newest_to_the_oldest_by_number_and_by_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var ids = await SendMany(app, 5);
        ids.Reverse();

        var first = await app.Get("/v1/sms/messages?per_page=2");
        var second = await app.Get("/v1/sms/messages?per_page=2&page=2");
        var byCursor = await app.Get($"/v1/sms/messages?per_page=2&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor")}");
        var last = await app.Get("/v1/sms/messages?per_page=2&page=3");

        Assert.Equal(ids[..2], Ids(first));
        Assert.Equal(ids[2..4], Ids(second));
        Assert.Equal(ids[2..4], Ids(byCursor));
        Assert.Equal(ids[4..], Ids(last));
        Assert.Equal("""{"total":5,"page":1,"per_page":2,"last_page":3,"next_cursor":"@"}""".Replace("@", ids[1]), first.Json.GetProperty("meta").ToString());
        Assert.Equal(JsonValueKind.Null, last.Json.GetProperty("meta").GetProperty("next_cursor").ValueKind);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Filters_narrow_by_recipient_status_and_time(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var early = await app.SendSms("+447700900000");
        await app.Until(early, "delivered");
        app.Clock.Advance(TimeSpan.FromDays(1));
        var late = await app.SendSms("+447700900004");
        await app.Until(late, "sent");

        Assert.Equal([early], await Listed(app, "status=delivered"));
        Assert.Equal([late], await Listed(app, "status=sent"));
        Assert.Empty(await Listed(app, "status=failed"));
        Assert.Equal([late], await Listed(app, "to=%2B447700900004"));
        Assert.Equal([early], await Listed(app, "to_date=2026-03-09"));
        Assert.Equal([late], await Listed(app, "from_date=2026-03-10"));
        Assert.Equal([late, early], await Listed(app, "from_date=2026-03-09&to_date=2026-03-10"));
        Assert.Equal([early], await Listed(app, "from_date=2026-03-09T14:00:00Z&to_date=2026-03-09T20:00:00%2B02:00"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rare_status_among_many_messages_is_found_by_following_the_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var failed = await app.SendSms("+447700900002");
        await app.Until(failed, "failed");
        await Bury(app);

        var first = await app.Get("/v1/sms/messages?status=failed");
        var cursor = first.Json.GetProperty("meta").GetProperty("next_cursor").GetString();
        var second = await app.Get($"/v1/sms/messages?status=failed&cursor={cursor}");

        Assert.Empty(Ids(first));
        Assert.Equal(JsonValueKind.Null, first.Json.GetProperty("meta").GetProperty("total").ValueKind);
        Assert.Equal([failed], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("meta").GetProperty("next_cursor").ValueKind);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_error_is_found_alone_and_together_with_a_status(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (refused, lost) = (await app.SendSms("+447700900002"), await app.SendSms("+447700900001"));
        await app.Until(await app.SendSms("+447700900100"), "delivered");
        await app.Until(lost, "undelivered");
        var code = (await app.Until(refused, "failed")).Json.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32();

        Assert.Contains(refused, await Listed(app, $"error_code={code}"));
        Assert.Equal([refused], await Listed(app, $"error_code={code}&status=failed"));
        Assert.Equal([refused], await Listed(app, $"error_code={code}&to=%2B447700900002"));
        Assert.Empty(await Listed(app, $"error_code={code}&status=delivered"));
        Assert.Empty(await Listed(app, "error_code=4022"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rare_error_among_many_messages_is_found_by_following_the_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var failed = await app.SendSms("+447700900002");
        var code = (await app.Until(failed, "failed")).Json.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32();
        await Bury(app);

        var first = await app.Get($"/v1/sms/messages?error_code={code}");
        var second = await app.Get($"/v1/sms/messages?error_code={code}&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor").GetString()}");

        Assert.Empty(Ids(first));
        Assert.Equal([failed], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("meta").GetProperty("next_cursor").ValueKind);
    }

    [Theory]
    [InlineData("error_code=4999", "error_code")]
    [InlineData("error_code=failed", "error_code")]
    [InlineData("status=done", "status")]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("per_page=101", "per_page")]
    [InlineData("page=401&per_page=25", "page")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("from_date=yesterday", "from_date")]
    [InlineData("status=sent&status=failed", "status")]
    public async Task A_query_that_cannot_be_is_4000_with_its_field(string query, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get("/v1/sms/messages?" + query);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    [Fact]
    public async Task A_recipient_that_is_no_number_is_4001_in_a_filter_too()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal(4001, (await app.Get("/v1/sms/messages?to=0712345678")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_fresh_account_has_an_empty_list(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await app.Get("/v1/sms/messages");

        Assert.Equal("""{"success":true,"data":[],"meta":{"total":0,"page":1,"per_page":25,"last_page":1,"next_cursor":null}}""", reply.Text);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_account_and_the_other_world_cannot_tell_a_message_from_one_that_does_not_exist(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var id = await app.SendSms("+447700900000");
        var unknown = id[..^1] + (id[^1] == '0' ? '1' : '0');
        var stranger = await app.Key("admin", account: await app.Account("other"));

        foreach (var key in new[] { stranger, app.LiveKey })
        {
            Assert.Empty(Ids(await app.Get("/v1/sms/messages", key)));
            foreach (var path in new[] { "/v1/sms/status/@", "/v1/sms/messages/@" })
                Assert.Equal(Shape(await app.Get(path.Replace("@", unknown), key), unknown), Shape(await app.Get(path.Replace("@", id), key), id));
            Assert.Equal(
                Shape(await app.Post($"/v1/sms/messages/{unknown}/cancellation", null, key), unknown),
                Shape(await app.Post($"/v1/sms/messages/{id}/cancellation", null, key), id));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("sms_")]
    [InlineData("msg_01M824M3DZVPQ3TEE88CHTPA44")]
    [InlineData("sms_01M824M3DZVPQ3TEE88CHTPA4%27")]
    [InlineData("%20")]
    public async Task An_id_of_the_wrong_form_is_simply_not_found(string id)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get("/v1/sms/status/" + id);

        Assert.Equal((404, 4044), (reply.Status, reply.Code));
    }

    private static (int, int, string) Shape(Reply reply, string id) => (reply.Status, reply.Code, reply.Message.Replace(id, "@"));

    /// <summary>The same row many times over, delivered and newer than the one that failed.</summary>
    private static Task Bury(TestApp app) => app.Db.Write(async s =>
    {
        var row = (await s.Query<MessageRow>("SELECT * FROM messages")).Single();
        var start = app.Clock.GetUtcNow().AddSeconds(1);
        await s.Run(MessageStatements.Accept, [.. Enumerable.Range(0, MessageRows.LookedThrough + 10).Select(i => new QueueEntry(row with
        {
            Id = SendApi.Core.Ids.New(SendApi.Core.Ids.Sms, start.AddMilliseconds(i)), Status = (long)MessageStatus.Delivered, ErrorCode = null,
        }, new(Queues.Test), start, null))]);
        return await s.Execute("DELETE FROM outbox");
    }, default);

    private static async Task<List<string>> SendMany(TestApp app, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await app.SendSms("+447700900000", $"Number {i}"));
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        return ids;
    }

    private static async Task<string[]> Listed(TestApp app, string query) => Ids(await app.Get("/v1/sms/messages?" + query));

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()!)];
}
