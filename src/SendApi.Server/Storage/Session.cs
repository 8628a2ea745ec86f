using System.Data.Common;
using Dapper;

namespace SendApi.Server.Storage;

/// <summary>One visit to the store: inside <see cref="Db.Write{T}"/> a transaction, inside <see cref="Db.Read{T}"/> a connection that only reads.</summary>
public sealed class Session(Dialect dialect, DbConnection connection, DbTransaction? transaction, CancellationToken ct)
{
    private readonly List<BulkRun> _last = [];
    private readonly List<Action> _afterwards = [];

    public Dialect Dialect => dialect;

    internal DbConnection Connection => connection;

    public async Task<List<T>> Query<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The first row, or null when there is none.</summary>
    public Task<T?> First<T>(string sql, object? parameters = null) where T : class =>
        connection.QueryFirstOrDefaultAsync<T?>(Command(sql, parameters));

    public async Task<long> Number(string sql, object? parameters = null) =>
        await connection.ExecuteScalarAsync<long>(Command(sql, parameters));

    /// <summary>How many rows were changed.</summary>
    public Task<int> Execute(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Runs a bulk statement; the answer is the first column of its RETURNING, empty without one.</summary>
    public Task<List<string>> Run<T>(Bulk<T> bulk, IReadOnlyCollection<T> rows) => rows.Count == 0
        ? Task.FromResult(new List<string>())
        : dialect.Run(bulk, rows, connection, transaction ?? throw new InvalidOperationException("A bulk statement needs Db.Write."), ct);

    /// <summary>Runs a bulk statement at the end of the transaction: on PostgreSQL in one round trip with the commit. What is read before does not see it.</summary>
    public void AtCommit<T>(Bulk<T> bulk, IReadOnlyCollection<T> rows)
    {
        if (transaction is null)
            throw new InvalidOperationException("A bulk statement needs Db.Write.");
        if (rows.Count > 0)
            _last.Add(bulk.With(rows));
    }

    /// <summary>Does something when the transaction is on disk: a signal, nothing that can fail. Without a commit it never happens.</summary>
    public void AfterCommit(Action signal) => _afterwards.Add(signal);

    /// <summary>Commits, after what was left for the end.</summary>
    internal async Task Commit()
    {
        await dialect.Commit(transaction ?? throw new InvalidOperationException("Only Db.Write commits."), _last);
        foreach (var signal in _afterwards)
            signal();
    }

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, transaction, cancellationToken: ct);
}
