using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SendApi.Server.Storage;

/// <summary>The embedded store: WAL with <c>synchronous=FULL</c>, so a commit survives a power cut; one writer at a time, as many readers as there are cores and a few.</summary>
/// <param name="despiteMark">Opens a store that is marked too.</param>
public sealed class SqliteDialect(string path, bool despiteMark = false) : Dialect
{
    // SQLite's own result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Full = 13, CannotOpen = 14, NotUnique = 2067;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly SemaphoreSlim _readers = new(Environment.ProcessorCount + 6);
    private readonly ConcurrentBag<SqliteConnection> _idleReaders = [];
    private readonly Dictionary<object, SqliteBulk> _prepared = [];
    private SqliteConnection? _writing;
    private int _timesLocked;

    public override string SkipLocked => "";

    public override string Lock => "";

    protected override IReadOnlyDictionary<string, string> MigrationWords => new Dictionary<string, string> { ["id"] = "TEXT", ["narrow"] = "WITHOUT ROWID", ["updated"] = "", ["place"] = "INTEGER PRIMARY KEY" };

    public override int Writers => 1;

    public override string Engine => "sqlite";

    public override string Name => $"SQLite {path}";

    internal override string Catalogue => """
        SELECT t.name AS table_name, c.name AS column_name, c.type, c.pk AS in_key, c.pk = 1 AND c.type = 'INTEGER' AS is_place
        FROM sqlite_schema t
        JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table'
        ORDER BY t.name, c.cid
        """;

    public override async ValueTask<DbConnection> OpenReader(CancellationToken ct)
    {
        await _readers.WaitAsync(ct);
        try
        {
            return _idleReaders.TryTake(out var idle) ? idle : Open();
        }
        catch
        {
            _readers.Release();
            throw;
        }
    }

    public override ValueTask CloseReader(DbConnection connection)
    {
        _idleReaders.Add((SqliteConnection)connection);
        _readers.Release();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<DbConnection> OpenWriter(CancellationToken ct)
    {
        var timesLocked = Volatile.Read(ref _timesLocked);
        await _writer.WaitAsync(ct);
        try
        {
            // Whoever queued behind a writer that waited for another process in vain has waited long enough himself.
            if (timesLocked != Volatile.Read(ref _timesLocked))
                throw new SqliteException("Another process held the database locked.", Busy);
            return _writing ??= Open();
        }
        catch
        {
            _writer.Release();
            throw;
        }
    }

    public override async ValueTask<DbTransaction> Begin(DbConnection writer, CancellationToken ct)
    {
        try
        {
            return await writer.BeginTransactionAsync(ct);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked)
        {
            Interlocked.Increment(ref _timesLocked);
            throw;
        }
    }

#pragma warning disable CA1849 // Only this form of it is deferred, and a deferred one touches no file before its first statement.
    public override ValueTask<DbTransaction> BeginSnapshot(DbConnection reader, CancellationToken ct) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)reader).BeginTransaction(deferred: true));
#pragma warning restore CA1849

    public override ValueTask CloseWriter(DbConnection connection)
    {
        _writer.Release();
        return ValueTask.CompletedTask;
    }

    // In this mode the first statement takes the file for itself, which fails while any other connection is open to it.
    public override async Task Alone(Func<Session, Task> work, Func<Session, Task> undo, CancellationToken ct)
    {
        CloseOwn();
        await using var connection = new SqliteConnection(ConnectionString());
        await connection.OpenAsync(ct);
        try
        {
            Set(connection, $"PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA busy_timeout = {LockedAfter.TotalMilliseconds:0};");
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var session = new Session(this, connection, transaction, ct);
            await work(session);
            await session.Commit();
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Busy or Locked)
        {
            throw new StoreInUse(Name);
        }
    }

    // One more than the largest comes by itself.
    public override Task GoOn(Session session, Table table) => Task.CompletedTask;

    public override void Migrate() => Migrations.Sqlite(path, ConnectionString(), MigrationWords);

    public override string? Unavailable(Exception fault) => (fault as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked => "another process holds the database locked",
        Full => "the disk is full",
        IoError => "the disk cannot be written",
        ReadOnly or CannotOpen => "the database file cannot be opened for writing",
        _ => null,
    };

    public override bool IsTaken(Exception fault) => fault is SqliteException { SqliteExtendedErrorCode: NotUnique };

    // A COMMIT that SQLite refuses leaves nothing behind: the journal decides, and it was not completed.
    public override bool SurelyRolledBack(Exception commitFault) => true;

    public override string In(string column, string parameter) => $"{column} IN @{parameter}";

    public override Task<List<string>> Run<T>(Bulk<T> bulk, IReadOnlyCollection<T> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        if (!_prepared.TryGetValue(bulk, out var prepared))
            _prepared[bulk] = prepared = new SqliteBulk(bulk.Sqlite, [.. bulk.Columns.Select(c => c.Name)], (SqliteConnection)connection);

        var returned = new List<string>();
        prepared.Run(bulk.Columns, rows, returned);
        return Task.FromResult(returned);
    }

    public override async Task Commit(DbTransaction transaction, IReadOnlyList<BulkRun> last)
    {
        foreach (var run in last)
            await run.On(this, transaction.Connection!, transaction, CancellationToken.None); // It is open until the commit.
        await transaction.CommitAsync(CancellationToken.None);
    }

    public override string? TimeStatement => null;

    public override Task Tell(string words, CancellationToken ct) => Task.CompletedTask;

    public override Task Listen(Action<string> hear, CancellationToken ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);

    public override Task<Ownership?> Own(string thing, CancellationToken ct) => Task.FromResult<Ownership?>(Ownership.OfTheOnlyOne);

    public override ValueTask DisposeAsync()
    {
        CloseOwn();
        return ValueTask.CompletedTask;
    }

    private void CloseOwn()
    {
        foreach (var prepared in _prepared.Values)
            prepared.Dispose();
        _prepared.Clear();
        while (_idleReaders.TryTake(out var reader))
            reader.Dispose();
        _writing?.Dispose();
        _writing = null;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString());
        try
        {
            connection.Open();
            Set(connection, $"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA busy_timeout = {LockedAfter.TotalMilliseconds:0};
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -16384;
                """);
            if (!despiteMark)
                StoreMark.Heed(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Set(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }

    private string ConnectionString() => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Pooling = false,

        // The driver tries again after SQLite's own wait until this is over; shorter than that wait it never does.
        DefaultTimeout = (int)LockedAfter.TotalSeconds,
    }.ToString();
}
