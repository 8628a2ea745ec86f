using System.Globalization;
using System.Text.Json;
using SendApi.Server.Delivery;
using SendApi.Server.Ledger;

namespace SendApi.Tests.Batches;

/// <summary>What became of a bulk send, and taking it back.</summary>
public sealed class BatchTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Canceling_stops_the_intake_takes_back_what_waits_and_gives_the_credit_back(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true, Configure = TestApp.Setting("Bulk:AnswerAfter", "00:00:00") });
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 100_000_000);
        var batch = (await Send(app, 600, key)).Data("batch_id");
        var reserved = (await app.Db.Read(s => Books.Balances(s, account), default))[Book.Reserved];

        var canceled = await app.Post($"/v1/batches/{batch}/cancellation", null, key, "cancel-1");
        await Eventually.IsTrue(async () => (await app.Get($"/v1/batches/{batch}", key)).Data("status") == "canceled", clock: app.Clock);

        Assert.Equal((250 * 45_000, 200, "canceling"), (reserved, canceled.Status, canceled.Data("status")));
        var after = (await app.Get($"/v1/batches/{batch}", key)).Json.GetProperty("data");
        Assert.Equal((600, 250, 250, "0.000000"), (Number(after, "total"), Number(after, "accepted"), Number(after.GetProperty("counts"), "canceled"), after.GetProperty("actual_cost_usd").GetString()));
        Assert.Equal("2026-03-09", after.GetProperty("finished_at").GetString()![..10]);
        var books = await app.Db.Read(s => Books.Balances(s, account), default);
        Assert.Equal((0, 100_000_000), (books[Book.Reserved], books[Book.Available]));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM batch_requests)"), default));
        Assert.Equal(canceled.Text, (await app.Post($"/v1/batches/{batch}/cancellation", null, key, "cancel-1")).Text);
        var again = await app.Post($"/v1/batches/{batch}/cancellation", null, key);
        Assert.Equal((409, 4090), (again.Status, again.Code));
        Assert.Contains("canceled already", again.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Batches_are_listed_from_the_newest_and_their_refused_rows_in_order(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var first = (await Send(app, 2)).Data("batch_id");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = (await app.Post("/v1/sms/send-bulk", """{"recipients": ["1", "+447700900101", "2", "3"], "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""")).Data("batch_id");
        await app.Post($"/v1/batches/{second}/cancellation", null);

        Assert.Equal([second, first], Ids(await app.Get("/v1/batches"), "id"));
        Assert.Equal([second], Ids(await app.Get("/v1/batches?status=canceled"), "id"));
        var page = await app.Get("/v1/batches?per_page=1");
        Assert.Equal([first], Ids(await app.Get($"/v1/batches?per_page=1&cursor={page.Json.GetProperty("meta").GetProperty("next_cursor")}"), "id"));
        Assert.Empty(Ids(await app.Get("/v1/batches", app.LiveKey), "id"));

        var rejections = await app.Get($"/v1/batches/{second}/rejections?per_page=2");
        Assert.Equal(["0", "2"], Ids(rejections, "index"));
        Assert.Equal("""{"total":3,"page":1,"per_page":2,"last_page":2,"next_cursor":"2"}""", rejections.Json.GetProperty("meta").ToString());
        Assert.Equal(["3"], Ids(await app.Get($"/v1/batches/{second}/rejections?per_page=2&cursor=2"), "index"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_batch_that_a_backup_holds_half_taken_in_takes_no_more_rows_and_old_batches_are_forgotten(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Bulk:AnswerAfter", "00:00:00") });
        var batch = (await Send(app, 251)).Data("batch_id");
        var rejected = (await app.Post("/v1/sms/send-bulk", """{"recipients": ["1"], "content": "Hello"}""")).Data("batch_id");

        await app.Db.Write(s => BatchRows.EndRestored(s, app.Clock.GetUtcNow()), default);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Until(await app.SendSms("+447700900000"), "delivered");

        var ended = await app.Get($"/v1/batches/{batch}");
        Assert.Equal(("canceled", "250", "0"), (ended.Data("status"), ended.Data("accepted"), ended.Data("rejected")));
        Assert.Equal(2, await app.Db.Write(s => BatchRows.Forget(s, (app.AccountId, 1), app.Clock.GetUtcNow(), 10), default));
        Assert.Equal((404, 404), ((await app.Get($"/v1/batches/{batch}")).Status, (await app.Get($"/v1/batches/{rejected}/rejections")).Status));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM batch_rejections) + (SELECT COUNT(*) FROM batch_requests)"), default));
    }

    [Fact]
    public async Task A_query_that_cannot_be_is_4000_and_an_unknown_batch_4044()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var batch = (await Send(app, 1)).Data("batch_id");

        foreach (var (query, field) in new[] { ("/v1/batches?status=done", "status"), ("/v1/batches?cursor=x", "cursor"), ($"/v1/batches/{batch}/rejections?cursor=x", "cursor"), ("/v1/sms/messages?batch_id=x", "batch_id") })
        {
            var reply = await app.Get(query);
            Assert.Equal((422, 4000), (reply.Status, reply.Code));
            Assert.Equal([field], reply.Fields);
        }

        foreach (var path in new[] { "", "/rejections" })
            Assert.Equal(4044, (await app.Get($"/v1/batches/batch_x{path}")).Code);
        Assert.Equal(4044, (await app.Post("/v1/batches/batch_x/cancellation", null)).Code);
    }

    private static async Task<Reply> Send(TestApp app, int rows, string? key = null)
    {
        var numbers = Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"+4477013{i:00000}")).ToArray();
        var reply = await app.Post("/v1/sms/send-bulk", JsonSerializer.Serialize(new Dictionary<string, object> { ["recipients"] = numbers, ["content"] = "Hello", ["send_at"] = "2026-03-10T00:00:00Z" }), key);
        Assert.True(reply.Status == 201, reply.Text);
        return reply;
    }

    private static string[] Ids(Reply reply, string name) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(b => b.GetProperty(name).ToString())];

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
