using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Medallion.Threading.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace SendApi.Server.Storage;

/// <summary>The shared store for several nodes: PostgreSQL with its durable defaults, statements prepared by themselves.</summary>
public sealed class PostgresDialect : Dialect
{
    /// <summary>Each costs the database server a process; who finds all taken waits for one, 5 seconds at most.</summary>
    private const int MostConnections = 24;

    /// <summary>Writers keep their connections, the last one used first: the pool would hand them out in turns, and each server process has its caches to itself.</summary>
    private const int MostIdleWriters = 4;

    private const string Channel = "sendapi";

    /// <summary>How long a connection that waits may be silent before it is asked whether it still stands.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    /// <summary>How the server notices that a node is gone without a word: within 6 seconds.</summary>
    private const string Noticing = "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3";

    /// <summary>How long a transaction may stand still, and a statement run, before the server ends it.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(5);

    /// <summary>A tenth of a second each: a command that just ended is still seen for a moment.</summary>
    private const int LooksForOthers = 25;

    /// <summary>The name of every session that uses a store.</summary>
    private const string InUse = "sendapi";

    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentStack<NpgsqlConnection> _idleWriters = [];

    /// <param name="despiteMark">Opens a store that is marked too. Such sessions go by another name, and do not count as somebody who uses it.</param>
    public PostgresDialect(string connectionString, bool despiteMark = false)
    {
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // A caller waits for a few of these one after the other when the server is silent, and must be told in time.
            CommandTimeout = 4,
            Timeout = 3,
            // The server ends a slow statement itself; asking it to, when it does not answer at all, would only double the wait.
            CancellationTimeout = -1,
            ApplicationName = despiteMark ? "sendapi moving" : InUse,
            NoResetOnClose = true,
            MaxPoolSize = MostConnections,
        }.ToString();
        var source = new NpgsqlDataSourceBuilder(WithSettings(_connectionString));
        if (!despiteMark)
            source.UsePhysicalConnectionInitializer(StoreMark.Heed, connection => StoreMark.Heed(connection, CancellationToken.None));
        _source = source.Build();
    }

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string Lock => "FOR UPDATE";

    protected override IReadOnlyDictionary<string, string> MigrationWords => new Dictionary<string, string> { ["id"] = "TEXT COLLATE \"C\"", ["narrow"] = "", ["updated"] = "WITH (fillfactor = 70)", ["place"] = "BIGINT GENERATED ALWAYS AS IDENTITY" };

    public override int Writers => 1;

    public override string Engine => "postgresql";

    public override string Name
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(_connectionString);
            return $"PostgreSQL {parts.Host}/{parts.Database}";
        }
    }

    internal override string Catalogue => """
        SELECT c.relname::text AS table_name, a.attname::text AS column_name, format_type(a.atttypid, NULL) AS type,
            coalesce(array_position(i.indkey::int2[], a.attnum), -1)::bigint + 1 AS in_key, (a.attidentity <> '')::int::bigint AS is_place
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        ORDER BY c.relname, a.attnum
        """;

    public override async ValueTask<DbConnection> OpenReader(CancellationToken ct) => await _source.OpenConnectionAsync(ct);

    public override ValueTask CloseReader(DbConnection connection) => connection.DisposeAsync();

    public override async ValueTask<DbConnection> OpenWriter(CancellationToken ct) =>
        _idleWriters.TryPop(out var idle) ? idle : await _source.OpenConnectionAsync(ct);

    public override async ValueTask<DbTransaction> BeginSnapshot(DbConnection reader, CancellationToken ct)
    {
        var transaction = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        // It holds nobody up, and may stand still while what was read is written to a slow place.
        await using var command = new NpgsqlCommand("SET LOCAL idle_in_transaction_session_timeout = 0", (NpgsqlConnection)reader, (NpgsqlTransaction)transaction);
        await command.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    public override ValueTask CloseWriter(DbConnection connection)
    {
        if (connection.State is not ConnectionState.Open)
            return ForgetWriters(connection);
        if (_idleWriters.Count >= MostIdleWriters)
            return connection.DisposeAsync();

        _idleWriters.Push((NpgsqlConnection)connection);
        return ValueTask.CompletedTask;
    }

    // Looked around again after it is written: who connected before is seen then, and who connects later sees what was written.
    public override async Task Alone(Func<Session, Task> work, Func<Session, Task> undo, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await WaitForOthers(connection, ct);
        await Commit(connection, work, ct);
        try
        {
            await WaitForOthers(connection, ct);
        }
        catch
        {
            await Commit(connection, undo, CancellationToken.None); // Left behind it would keep the store from who uses it.
            throw;
        }
    }

    public override async Task GoOn(Session session, Table table)
    {
        if (table.Place is { } place && await session.Number($"SELECT coalesce(max({place}), 0) FROM {table.Name}") is > 0 and var largest)
            await session.Execute("SELECT setval(pg_get_serial_sequence(@table, @place), @largest)", new { table = table.Name, place, largest });
    }

    public override void Migrate() => Migrations.Postgres(_connectionString, MigrationWords);

    // Classes of SQLSTATE: PostgreSQL documentation, appendix A.
    public override string? Unavailable(Exception fault) => fault switch
    {
        PostgresException { SqlState: "53100" } => "the disk of the database server is full",
        PostgresException { SqlState: ['5', '3', ..] } => "the database server is out of resources",
        PostgresException { SqlState: ['5', '7', 'P', ..] } => "the database server is shutting down or starting",
        PostgresException { SqlState: "57014" or "55P03" } => "another session holds the database locked",
        PostgresException { SqlState: "40001" or "40P01" } => "the transaction collided with another",
        PostgresException { SqlState: "25P03" } => "the transaction stood still for too long",
        PostgresException { SqlState: "25006" } => "the database server is read only",
        PostgresException => null,
        NpgsqlException { InnerException: TimeoutException } => "the database server did not answer in time",
        NpgsqlException => "the database server cannot be reached",
        _ => null,
    };

    public override bool IsTaken(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // Only an error of the transaction itself. What ends the session, or cancels a statement, the server may tell in place of its
    // readiness after it has committed: between COMMIT and Sync it looks for signals once more (postgres.c, PostgresMain).
    public override bool SurelyRolledBack(Exception commitFault) =>
        commitFault is PostgresException { InvariantSeverity: "ERROR", SqlState: not PostgresErrorCodes.QueryCanceled };

    public override string In(string column, string parameter) => $"{column} = ANY(@{parameter})";

    public override async Task<List<string>> Run<T>(Bulk<T> bulk, IReadOnlyCollection<T> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(bulk.Postgres, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var array in bulk.Arrays(rows))
            command.Parameters.Add(Parameter(array));

        var returned = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            returned.Add(reader.GetString(0));
        return returned;
    }

    public override async Task Commit(DbTransaction transaction, IReadOnlyList<BulkRun> last)
    {
        if (last.Count == 0)
        {
            await transaction.CommitAsync(CancellationToken.None);
            return;
        }

        await using var batch = new NpgsqlBatch((NpgsqlConnection?)transaction.Connection, (NpgsqlTransaction)transaction);
        foreach (var run in last)
        {
            var command = new NpgsqlBatchCommand(run.Postgres);
            foreach (var array in run.Arrays())
                command.Parameters.Add(Parameter(array));
            batch.BatchCommands.Add(command);
        }

        // After a statement that fails the server passes over the rest, so this commits all or nothing.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public override string TimeStatement => "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    public override async Task Tell(string words, CancellationToken ct)
    {
        // A notification is a commit too, and the accepting ones need not wait for its sync: what a power cut takes, the poll finds.
        await using var command = _source.CreateCommand($"SELECT set_config('synchronous_commit', 'off', true), pg_notify('{Channel}', $1)");
        command.Parameters.Add(new NpgsqlParameter { Value = words });
        await command.ExecuteNonQueryAsync(ct);
    }

    public override async Task Listen(Action<string> hear, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Lasting());
        await connection.OpenAsync(ct);
        connection.Notification += (_, told) => hear(told.Payload);
        await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await command.ExecuteNonQueryAsync(ct);
        while (true)
            await connection.WaitAsync(ct);
    }

    public override async Task<Ownership?> Own(string thing, CancellationToken ct)
    {
        var held = await new PostgresDistributedLock(new PostgresAdvisoryLockKey($"sendapi:{thing}", allowHashing: true), Lasting(), how => how.KeepaliveCadence(LongestSilence)).TryAcquireAsync(TimeSpan.Zero, ct);
        return held is null ? null : new Ownership(held, held.HandleLostToken);
    }

    public override async ValueTask DisposeAsync()
    {
        while (_idleWriters.TryPop(out var idle))
            await idle.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task WaitForOthers(NpgsqlConnection connection, CancellationToken ct)
    {
        var session = new Session(this, connection, null, ct);
        for (var looks = 0; await session.Number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = @name", new { name = InUse }) > 0; looks++)
        {
            if (looks == LooksForOthers)
                throw new StoreInUse(Name);
            await session.Execute("SELECT pg_sleep(0.1)");
        }
    }

    private async Task Commit(NpgsqlConnection connection, Func<Session, Task> work, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(this, connection, transaction, ct);
        await work(session);
        await session.Commit();
    }

    /// <summary>One broken connection means that the server went away, and the idle ones with it: each would fail a commit of its own.</summary>
    private async ValueTask ForgetWriters(DbConnection broken)
    {
        await broken.DisposeAsync();
        while (_idleWriters.TryPop(out var idle))
            await idle.DisposeAsync();
    }

    /// <summary>Settings of the sessions that serve requests, not of migrations: those wait for each other as long as it takes.</summary>
    /// <remarks>
    /// Every statement here finds its rows by an index. The planner's other ways are switched off, because on a queue its statistics are always
    /// late: with those of an empty table it sorts the whole backlog at each claim. What it cannot do by an index then looks so dear that it would
    /// be compiled, for a tenth of a second each time; so that is off too.
    /// </remarks>
    private static string WithSettings(string connectionString)
    {
        // A node that is cut off or frozen in the middle of a transaction must not hold its locks against the others for long.
        var standstill = string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={LongestStandstill.TotalMilliseconds:0} -c statement_timeout={LongestStandstill.TotalMilliseconds:0} {Noticing}");
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = string.Create(CultureInfo.InvariantCulture,
            $"{standstill} -c lock_timeout={LockedAfter.TotalMilliseconds:0} -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off {builder.Options}").TrimEnd();
        return builder.ToString();
    }

    /// <summary>For connections that are held and mostly silent: both ends notice soon when the other is gone, so that what a dead node held is free for the next.</summary>
    private string Lasting() => new NpgsqlConnectionStringBuilder(_connectionString)
    {
        // The lock watches its connection by a statement that it cancels; without waiting for that the connection would break.
        CancellationTimeout = 2_000,
        KeepAlive = (int)LongestSilence.TotalSeconds,
        MaxAutoPrepare = 0,
        Pooling = false,
        Options = Noticing,
    }.ToString();

    private static NpgsqlParameter Parameter(Array values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | (values is string?[]? NpgsqlDbType.Text : NpgsqlDbType.Bigint) };
}
