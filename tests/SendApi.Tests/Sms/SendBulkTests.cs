using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SendApi.Core;
using SendApi.Server.Ledger;

namespace SendApi.Tests.Sms;

/// <summary>One text to many: each row is judged alone, none is lost and none is taken in twice.</summary>
public sealed class SendBulkTests
{
    private const string Send = "/v1/sms/send-bulk";

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_row_is_judged_alone_and_filled_with_its_own_variables(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Suppress("+447700900104");

        var reply = await app.Post(Send, """
            {
              "recipients": [
                {"to": "+447700900101", "variables": {"name": "Ada", "points": 7}}, {"to": "+447700900102", "variables": {"name": "Grace"}}, "0712345678",
                {"to": "+447700900104", "variables": {"name": "Alan", "points": 1}}, {"to": "+447700900101", "variables": {"name": "Ada", "points": 7}},
                {"variables": {}}, {"to": "+447700904009", "variables": {"name": "Eve", "points": 0}}, {"to": "+447700900105", "variables": {"name": "Ken", "points": "\u0000"}}
              ],
              "content": "Hello {{name}}, you have {{points}} points.", "metadata": {"list": "spring"}
            }
            """);

        Assert.True(reply.Status == 201, reply.Text);
        Assert.Equal(("batch", "queued", "8", "1", "2026-03-09T14:30:00Z"), (reply.Data("object"), reply.Data("status"), reply.Data("total"), reply.Data("accepted"), reply.Data("queued_at")));
        Assert.Equal([(1, 4000), (2, 4001), (3, 4004), (4, 4000), (5, 4000), (6, 4009), (7, 4000)], Rejected(reply.Json.GetProperty("data").GetProperty("rejected")));
        Assert.Contains("'points' is missing", reply.Text, StringComparison.Ordinal);
        Assert.Contains("stands in row 0 already", reply.Text, StringComparison.Ordinal);

        var batch = reply.Data("batch_id");
        Assert.Equal($"/v1/batches/{batch}", reply.Headers["Location"]);
        var listed = (await app.Get($"/v1/sms/messages?batch_id={batch}")).Json.GetProperty("data").EnumerateArray().Single();
        Assert.Equal(("Hello Ada, you have 7 points.", "bulk", batch, "{\"list\":\"spring\"}"),
            (Text(listed, "content"), Text(listed, "traffic_class"), Text(listed, "batch_id"), listed.GetProperty("metadata").GetRawText()));
        Assert.Empty((await app.Get("/v1/sms/messages?batch_id=" + Ids.New(Ids.Batch, TestApp.Start))).Json.GetProperty("data").EnumerateArray());
        await app.Until(Text(listed, "id"), "delivered");
        Assert.Equal(1, (await app.Get($"/v1/batches/{batch}")).Json.GetProperty("data").GetProperty("counts").GetProperty("delivered").GetInt32());
        Assert.Equal(4090, (await app.Post($"/v1/batches/{batch}/cancellation", null)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Rows_beyond_the_quota_or_the_credit_are_refused_one_by_one(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var (small, poor) = (await app.Account("small", "Starter"), await app.Account("poor", "Enterprise"));
        await app.TopUp(small, 1_000_000);
        await app.TopUp(poor, 45_000 * 2 + 1);
        await app.SetPlan("Starter", "sms_quota = 3");

        var beyondQuota = await app.Post(Send, Body(5), await app.Key("admin", isTest: false, account: small));
        var key = await app.Key("admin", isTest: false, account: poor);
        var beyondCredit = await app.Post(Send, Body(5), key);

        Assert.Equal(("3", "0.135000"), (beyondQuota.Data("accepted"), beyondQuota.Data("estimated_cost_usd")));
        Assert.Equal([(3, 4020), (4, 4020)], Rejected(beyondQuota.Json.GetProperty("data").GetProperty("rejected")));
        Assert.Equal(("2", "0.090000"), (beyondCredit.Data("accepted"), beyondCredit.Data("estimated_cost_usd")));
        Assert.Equal([(2, 4021), (3, 4021), (4, 4021)], Rejected(beyondCredit.Json.GetProperty("data").GetProperty("rejected")));
        await Eventually.IsTrue(async () => (await app.Get($"/v1/batches/{beyondCredit.Data("batch_id")}", key)).Data("actual_cost_usd") == "0.090000", clock: app.Clock);
        Assert.Equal(90_000, (await app.Db.Read(s => Books.Balances(s, poor), default))[Book.Spent]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_batch_whose_node_died_is_finished_by_another_and_every_row_is_there_once(string engine)
    {
        // The first node answers after one portion, and its clock stands still: nothing on it goes on.
        await using var dead = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Bulk:AnswerAfter", "00:00:00") });
        var begun = await dead.Post(Send, Body(600), idempotencyKey: "spring");
        var meanwhile = await dead.Post(Send, Body(600), idempotencyKey: "spring");
        var other = await dead.Post(Send, Body(2), idempotencyKey: "spring");

        await using var node = await TestApp.Run(dead.Location, o => o with { Clock = new FakeTimeProvider(TestApp.Start.AddMinutes(1)) });
        var path = $"/v1/batches/{begun.Data("batch_id")}";
        await Eventually.IsTrue(async () => (await node.Get(path, dead.TestKey)).Data("status") == "queued", clock: node.Clock);

        Assert.Equal((201, "processing", "249"), (begun.Status, begun.Data("status"), begun.Data("accepted")));
        Assert.Equal((4092, 4091), (meanwhile.Code, other.Code));
        Assert.Equal(("599", "1"), ((await node.Get(path, dead.TestKey)).Data("accepted"), (await node.Get(path, dead.TestKey)).Data("rejected")));
        Assert.Equal(599, await node.Db.Read(s => s.Number("SELECT COUNT(DISTINCT recipient) FROM messages"), default));
        Assert.Equal(599, await node.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
        Assert.Equal(0, await node.Db.Read(s => s.Number("SELECT COUNT(*) FROM batch_requests"), default));
        var replayed = await dead.Post(Send, Body(600), idempotencyKey: "spring");
        Assert.Equal((201, "true", "queued", "599"), (replayed.Status, replayed.Headers["Idempotent-Replayed"], replayed.Data("status"), replayed.Data("accepted")));
    }

    [Fact]
    public async Task When_every_row_is_refused_the_batch_still_answers()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Send, """{"recipients": ["1", "2"], "content": "Hello"}""", idempotencyKey: "none");

        Assert.Equal((201, "queued", "0", "2"), (reply.Status, reply.Data("status"), reply.Data("accepted"), reply.Data("total")));
        Assert.Equal(reply.Text, (await app.Post(Send, """{"recipients": ["1", "2"], "content": "Hello"}""", idempotencyKey: "none")).Text);
    }

    [Fact]
    public async Task A_request_that_is_wrong_as_a_whole_is_refused_with_its_field_and_leaves_nothing()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        (string Body, int Status, int Code, string Field)[] cases =
        [
            ("""{"content": "Hello"}""", 422, 4000, "recipients"),
            ("""{"recipients": [], "content": "Hello"}""", 422, 4000, "recipients"),
            (Body(10_001), 422, 4000, "recipients"),
            ("""{"recipients": ["+447700900101", null], "content": "Hello"}""", 422, 4000, "recipients[1]"),
            ("""{"recipients": ["+447700900101", 447700900101], "content": "Hello"}""", 400, 4000, "recipients[1]"),
            ("""{"recipients": [{"to": "+447700900101", "variables": {"name": {}}}], "content": "Hello"}""", 400, 4000, "recipients[0]"),
            ("""{"recipients": [{"to": 1}], "content": "Hello"}""", 400, 4000, "recipients[0]"),
            ("""{"recipients": "+447700900101", "content": "Hello"}""", 400, 4000, "recipients"),
            ("""{"recipients": ["+447700900101"]}""", 422, 4000, "content"),
            ("""{"recipients": ["+447700900101"], "content": "Hello", "send_at": "soon"}""", 422, 4000, "send_at"),
            ("""{"recipients": ["+447700900101"], "content": "Hello", "from": "MyVeryLongCompany"}""", 422, 4006, "sender_id"),
        ];

        foreach (var (body, status, code, field) in cases)
        {
            var reply = await app.Post(Send, body, idempotencyKey: "one");
            Assert.Equal((status, code), (reply.Status, reply.Code));
            Assert.Contains(field, reply.Fields);
        }

        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM batches) + (SELECT COUNT(*) FROM idempotency)"), default));
    }

    [Fact]
    public async Task An_account_with_too_many_batches_under_way_is_told_to_wait()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = TestApp.Setting("Bulk:AnswerAfter", "00:00:00") });
        var justTooLong = $$"""{"recipients": [{{string.Join(',', Enumerable.Repeat("\"none\"", 251))}}], "content": "Hello"}""";
        for (var i = 0; i < 20; i++)
            Assert.Equal("processing", (await app.Post(Send, justTooLong)).Data("status"));

        var reply = await app.Post(Send, Body(1));

        Assert.Equal((503, 5030, "5"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
    }

    /// <summary>So many rows; of 250 and more, one is no number.</summary>
    private static string Body(int rows) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["recipients"] = Enumerable.Range(0, rows).Select(i => i == 249 ? "none" : string.Create(CultureInfo.InvariantCulture, $"+4477013{i:00000}")).ToArray(),
        ["content"] = "Hello",
    });

    private static IEnumerable<(int, int)> Rejected(JsonElement list) =>
        list.EnumerateArray().Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("error").GetProperty("code").GetInt32()));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
