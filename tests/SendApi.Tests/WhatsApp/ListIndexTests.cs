using SendApi.Server.WhatsApp;

namespace SendApi.Tests.WhatsApp;

/// <summary>Lists of WhatsApp messages among very many of others: what is asked for is found by an index, and texts are in none of WhatsApp's.</summary>
public sealed class ListIndexTests
{
    private const int Others = 20_000;

    [Theory, ClassData(typeof(Engines))]
    public async Task The_messages_of_a_session_a_phone_and_a_batch_are_found_by_an_index(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Db.Write(s => s.Execute(Filled(engine), new { account = app.AccountId, others = Others }), default);
        if (engine == Engines.Postgres)
            await app.Db.Write(s => s.Execute("ANALYZE messages"), default);

        foreach (var (query, index) in new[] { (Asked("sess_quiet", null, null), "messages_session"), (Asked(null, "+447700900100", null), "messages_to"), (Asked(null, null, "batch_quiet"), "messages_batch") })
        {
            var plan = await Plan(app, engine, query);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN messages", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on messages", plan, StringComparison.Ordinal);
            var (rows, _) = await app.Db.Read(s => SentMessages.List(s, (app.AccountId, 1), query, ("msg_~", 10)), default);
            Assert.Single(rows);
        }
    }

    [Fact]
    public async Task A_text_costs_the_index_of_sessions_nothing()
    {
        await using var app = await TestApp.Run(Engines.Postgres);
        await app.Db.Write(s => s.Execute(Filled(Engines.Postgres), new { account = app.AccountId, others = 0 }), default);
        var before = await Size(app);

        await app.Db.Write(s => s.Execute("""
            INSERT INTO messages (account_id, is_test, id, key_id, recipient, sender, content, encoding, segments, status, created_at, updated_at, valid_until)
            SELECT @account, 1, 'sms_' || LPAD(n::text, 26, '0'), 'key', '+447700900100', 'Shop', '', 0, 1, 50, 0, 0, 0
            FROM generate_series(1, 20000) AS n
            """, new { account = app.AccountId }), default);

        Assert.Equal(before, await Size(app));

        static Task<long> Size(TestApp app) => app.Db.Read(s => s.Number("SELECT pg_relation_size('messages_session')"), default);
    }

    private static MessageQuery Asked(string? session, string? phone, string? batch) => new(session, phone, "msg_", "msg_~") { BatchId = batch };

    /// <summary>One message that is looked for, the oldest, and very many of another session.</summary>
    private static string Filled(string engine)
    {
        var (numbers, padded) = engine == Engines.Postgres
            ? ("SELECT n FROM generate_series(1, @others) AS n", "LPAD((n + 100000000)::text, 26, '0')")
            : ("WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < @others) SELECT n FROM g", "printf('%026d', n + 100000000)");
        const string columns = "account_id, is_test, id, key_id, recipient, sender, content, encoding, segments, status, created_at, updated_at, valid_until, batch_id";
        return $"""
            INSERT INTO messages ({columns})
            VALUES (@account, 1, 'msg_00000000000000000000000000', 'key', '+447700900100', 'sess_quiet', 'Hello', 0, 1, 50, 0, 0, 0, 'batch_quiet');
            INSERT INTO messages ({columns})
            SELECT @account, 1, 'msg_' || {padded}, 'key', '+4477009' || n, 'sess_loud', 'Hello', 0, 1, 50, 0, 0, 0, 'batch_' || (n / 500)
            FROM ({numbers}) AS numbered
            """;
    }

    private static async Task<string> Plan(TestApp app, string engine, MessageQuery query)
    {
        var (sql, parameters) = SentMessages.Statement((app.AccountId, 1), query, ("msg_~", 10));
        return engine == Engines.Postgres
            ? string.Join('\n', await app.Db.Read(s => s.Query<string>("EXPLAIN " + sql, parameters), default))
            : string.Join('\n', (await app.Db.Read(s => s.Query<PlanRow>("EXPLAIN QUERY PLAN " + sql, parameters), default)).Select(r => r.Detail));
    }

    private sealed class PlanRow
    {
        public string Detail { get; init; } = "";
    }
}
