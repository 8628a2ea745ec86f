using System.Diagnostics;

namespace SendApi.Tests.Storage;

public sealed class StoreFaultTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task While_another_session_holds_the_store_a_send_is_5030_and_nothing_is_accepted(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await using (await StoreLock.Take(app))
        {
            var started = Stopwatch.GetTimestamp();
            var refused = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hi"}""", idempotencyKey: "order-1001");

            Assert.Equal((503, 5030, "2"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
            Assert.Contains("accepted nothing", refused.Message);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
            Assert.Equal(200, (await app.Get("/v1/sms/messages")).Status);
        }

        Assert.Equal("0", (await app.Get("/v1/sms/messages")).Json.GetProperty("meta").GetProperty("total").ToString());
        Assert.Equal(201, (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hi"}""", idempotencyKey: "order-1001")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_failed_write_began_is_rolled_back(string engine)
    {
        await using var app = await TestApp.Run(engine);

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Db.Write<int>(async s =>
        {
            await s.Execute("DELETE FROM accounts");
            throw new InvalidOperationException("in the middle");
        }, default));

        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM accounts"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Several_processes_may_open_a_fresh_store_at_once(string engine)
    {
        var location = await Stores.Empty(engine);

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(location.Open)));

        foreach (var db in opened)
            Assert.Equal(0, await db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
        foreach (var db in opened)
            await db.DisposeAsync();
        Directory.Delete(location.Folder, recursive: true);
    }

    [Fact]
    public async Task When_the_server_closed_the_idle_connections_of_several_writers_only_one_write_fails()
    {
        var location = await Stores.Fresh(Engines.Postgres);
        await using var db = location.Open();
        var (writers, together) = (3, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => db.Write(async s =>
        {
            if (Interlocked.Decrement(ref writers) == 0)
                together.SetResult();
            await together.Task;
            return await s.Number("SELECT COUNT(*) FROM accounts");
        }, default)));

        var closed = await db.Read(s => s.Number("""
            SELECT COUNT(pg_terminate_backend(pid, 5000))
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """), default);

        Assert.InRange(closed, 3, 4);
        await Assert.ThrowsAsync<StoreUnavailable>(() => Write(db));
        for (var i = 0; i < 4; i++)
            Assert.Equal(0, await Write(db));
        Directory.Delete(location.Folder, recursive: true);
    }

    [Fact]
    public async Task A_commit_whose_session_the_server_ends_is_in_doubt_because_the_words_may_come_after_it()
    {
        var location = await Stores.Fresh(Engines.Postgres);
        await using var db = location.Open();
        var end = new Bulk<long>("", "SELECT pg_terminate_backend(pg_backend_pid()) FROM v", new BulkColumn<long>("one", Number: n => n));

        await Assert.ThrowsAsync<StoreInDoubt>(() => db.Write(s =>
        {
            s.AtCommit(end, [1]);
            return Task.FromResult(true);
        }, default));

        Assert.Equal(0, await Write(db));
        Directory.Delete(location.Folder, recursive: true);
    }

    [Theory]
    [InlineData("ERROR", "23505", true)]
    [InlineData("ERROR", "40001", true)]
    [InlineData("ERROR", "57014", false)]
    [InlineData("FATAL", "57P01", false)]
    [InlineData("FATAL", "57P05", false)]
    [InlineData("PANIC", "XX000", false)]
    public async Task Only_an_error_of_the_transaction_itself_says_that_a_commit_changed_nothing(string severity, string sqlState, bool isSure)
    {
        await using var dialect = new PostgresDialect("Host=127.0.0.1;Database=none");

        Assert.Equal(isSure, dialect.SurelyRolledBack(new Npgsql.PostgresException("text", severity, severity, sqlState)));
    }

    [Theory]
    [InlineData("53100", "disk")]
    [InlineData("53300", "resources")]
    [InlineData("57P01", "shutting down")]
    [InlineData("25P03", "stood still")]
    [InlineData("57014", "locked")]
    [InlineData("55P03", "locked")]
    [InlineData("40001", "collided")]
    [InlineData("25006", "read only")]
    [InlineData("23505", null)]
    [InlineData("42601", null)]
    public async Task PostgreSQL_states_that_pass_are_told_from_faults_of_ours(string state, string? reason)
    {
        await using var dialect = new PostgresDialect("Host=127.0.0.1;Database=none");

        var said = dialect.Unavailable(new Npgsql.PostgresException("it failed", "ERROR", "ERROR", state));

        Assert.Equal(reason is null, said is null);
        Assert.Contains(reason ?? "", said ?? "");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(13, true)]
    [InlineData(10, true)]
    [InlineData(14, true)]
    [InlineData(19, false)]
    [InlineData(1, false)]
    public async Task SQLite_codes_that_pass_are_told_from_faults_of_ours(int code, bool passes)
    {
        await using var dialect = new SqliteDialect("none.db");

        Assert.Equal(passes, dialect.Unavailable(new Microsoft.Data.Sqlite.SqliteException("it failed", code)) is not null);
    }

    [Theory]
    [InlineData("Host=db;Database=send;Username=u", "Host=db;Database=send;Username=u")]
    [InlineData("postgres://u:p%40ss@db:6432/send", "Host=db;Port=6432;Database=send;Username=u;Password=p@ss")]
    [InlineData("postgresql://db/send", "Host=db;Port=5432;Database=send")]
    public void Both_spellings_of_a_connection_are_taken(string given, string same) =>
        Assert.Equal(new Npgsql.NpgsqlConnectionStringBuilder(same).ToString(), StoreLocation.ConnectionString(given));

    private static Task<long> Write(Db db) => db.Write(s => s.Number("SELECT COUNT(*) FROM messages"), default);
}
