using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Server.Nodes;

namespace SendApi.Tests.Nodes;

/// <summary>The whole installation at one look, and nodes that are emptied from there.</summary>
public sealed class StatusTests
{
    private const string Path = "/v1/admin/status";

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_is_counted_by_where_it_is_to_go(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.AddProviderToStore(2775);
        await app.SendSms("+447700900100", key: app.LiveKey);
        await app.SendSms("+447700900101");
        await app.Post("/v1/sms/send", """{"to": "+447700900102", "content": "Later", "send_at": "2026-03-10T00:00:00Z"}""");
        await Docs.Examples.Uncertain(app, await app.SendSms("+447700900103"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));

        var status = (await app.Get(Path, app.LiveKey)).Json.GetProperty("data");

        Assert.Equal(engine == Engines.Sqlite ? "sqlite" : "postgresql", status.GetProperty("store").GetString());
        Assert.Equal((app.Clock.GetUtcNow().UtcDateTime, TestApp.Start.UtcDateTime), (status.GetProperty("now").GetDateTime(), status.GetProperty("started_at").GetDateTime()));
        Assert.Equal(["carrier provider 1 1 False", "test test 2 1 False"], Waiting(status));
        Assert.Equal(TestApp.Start.UtcDateTime, status.GetProperty("queues")[0].GetProperty("oldest_at").GetDateTime(), TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (status.GetProperty("uncertain").GetInt64(), status.GetProperty("webhooks").GetProperty("waiting").GetInt64()));
        var node = Assert.Single(status.GetProperty("nodes").EnumerateArray());
        Assert.Equal((Own(app).Id, "serving", "api", false), (Text(node, "id"), Text(node, "state"), node.GetProperty("roles")[0].GetString(), node.GetProperty("is_draining").GetBoolean()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_answers_at_once_with_a_hundred_thousand_messages_and_counts_no_further_than_it_says(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.AddProviderToStore(2775);
        var one = await app.SendSms("+447700900100", key: app.LiveKey);
        await Many(app, one, 100_000);
        await app.Get(Path, app.LiveKey);

        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var status = await app.Get(Path, app.LiveKey);
            var took = Stopwatch.GetElapsedTime(began);
            fastest = took < fastest ? took : fastest;
            Assert.Equal(["carrier provider 10000 10000 True"], Waiting(status.Json.GetProperty("data")));
            Assert.Equal((10_000, true), (status.Json.GetProperty("data").GetProperty("webhooks").GetProperty("waiting").GetInt64(), status.Json.GetProperty("data").GetProperty("webhooks").GetProperty("is_at_least").GetBoolean()));
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(200), $"The fastest of five took {fastest.TotalMilliseconds:0} ms.");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_node_is_emptied_and_works_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = Own(app).Id;

        var asked = await app.Post($"/v1/admin/nodes/{id}/drain", null, app.LiveKey);
        Assert.Equal((200, id, "True"), (asked.Status, asked.Data("id"), asked.Data("is_draining")));
        var since = asked.Data("drain_since");
        await Eventually.IsTrue(async () => (await app.Get("/readyz")).Status == 503, clock: app.Clock);
        // Asked again, it goes on as it was asked first.
        Assert.Equal(since, (await app.Post($"/v1/admin/nodes/{id}/drain", null, app.LiveKey)).Data("drain_since"));

        var back = await app.Post($"/v1/admin/nodes/{id}/undrain", null, app.LiveKey);
        Assert.Equal((200, "False", ""), (back.Status, back.Data("is_draining"), back.Data("drain_since")));
        await Eventually.IsTrue(async () => (await app.Get("/readyz")).Status == 200, clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_node_that_is_not_alive_or_not_the_only_one_of_its_name_is_refused(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var own = Own(app);
        await app.Db.Write(s => NodeRows.Tell(s, Row(own.Name, app.Clock.GetUtcNow())), default);
        await app.Db.Write(s => NodeRows.Tell(s, Row("silent", app.Clock.GetUtcNow().AddMinutes(-1))), default);

        foreach (var verb in new[] { "drain", "undrain" })
        {
            var unknown = await app.Post($"/v1/admin/nodes/nobody/{verb}", null, app.LiveKey);
            Assert.Equal((404, Errors.NotFound.Number, "name"), (unknown.Status, unknown.Code, Assert.Single(unknown.Fields)));
            Assert.Equal(Errors.NotFound.Number, (await app.Post($"/v1/admin/nodes/silent/{verb}", null, app.LiveKey)).Code);
            var several = await app.Post($"/v1/admin/nodes/{Uri.EscapeDataString(own.Name)}/{verb}", null, app.LiveKey);
            Assert.Equal((409, Errors.Conflict.Number), (several.Status, several.Code));
            Assert.Contains(own.Id, several.Message, StringComparison.Ordinal);
        }

        var nodes = (await app.Get(Path, app.LiveKey)).Json.GetProperty("data").GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal("lost", Text(nodes.Single(n => Text(n, "name") == "silent"), "state"));
        Assert.All(nodes, n => Assert.False(n.GetProperty("is_draining").GetBoolean()));
    }

    private static NodeRow Row(string name, DateTimeOffset seen) => new()
    {
        Id = Ids.New(Ids.Node, seen),
        Name = name,
        Version = "1.0.0",
        Roles = "worker",
        State = NodeStates.Serving,
        StartedAt = seen.ToMicros(),
        SeenAt = seen.ToMicros(),
    };

    /// <summary>Copies of a message, each waiting where it waits and each with a webhook call.</summary>
    private static Task Many(TestApp app, string one, int count) => app.Db.Write(async s =>
    {
        var columns = (await s.Query<string>(s.Dialect.Engine == "sqlite"
            ? "SELECT name FROM pragma_table_info('messages')" : "SELECT column_name FROM information_schema.columns WHERE table_name = 'messages'")).Where(c => c is not ("id" or "callback_url" or "batch_id")).ToList();
        var numbers = $"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})";
        await s.Execute($"{numbers} INSERT INTO messages (id, {string.Join(", ", columns)}) SELECT 'sms_copy' || n, {string.Join(", ", columns)} FROM numbers, messages WHERE id = @one", new { one });
        await s.Execute($"""
            {numbers} INSERT INTO outbox (message_id, account_id, is_test, due_at, attempt, queue, lane)
            SELECT 'sms_copy' || n, account_id, is_test, due_at, 0, queue, lane FROM numbers, outbox WHERE message_id = @one
            """, new { one });
        await s.Execute($"""
            {numbers} INSERT INTO webhook_queue (id, webhook_id, account_id, is_test, event_id, type, subject, created_at, due_at, attempt)
            SELECT 'whd_copy' || n, 'whk_x', account_id, 0, 'evt_x', 'sms.sent', 'sms_copy' || n, due_at, due_at, 0 FROM numbers, outbox WHERE message_id = @one
            """, new { one });
        return true;
    }, default);

    private static ThisNode Own(TestApp app) => app.Services.GetRequiredService<ThisNode>();

    private static string[] Waiting(JsonElement status) => [.. status.GetProperty("queues").EnumerateArray()
        .Select(q => $"{Text(q, "name")} {Text(q, "kind")} {q.GetProperty("waiting")} {q.GetProperty("due")} {q.GetProperty("is_at_least").GetBoolean()}")];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
