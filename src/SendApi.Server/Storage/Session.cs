using System.Data.Common;
using System.Globalization;
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

    /// <summary>The store's own time; null where the store is on the machine of its one node.</summary>
    public async Task<DateTimeOffset?> StoreTime() => dialect.TimeStatement is { } statement ? Times.FromMicros(await Number(statement)) : null;

    /// <summary>How many rows were changed.</summary>
    public Task<int> Execute(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Reads texts and whole numbers as they stand, for who copies tables that he does not know. The statement names the values of the key <c>@k0</c>, <c>@k1</c> and so on.</summary>
    public async Task<List<object?[]>> Rows(string sql, IReadOnlyList<TableColumn> columns, IReadOnlyList<object> key)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        for (var i = 0; i < key.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"k{i}"), key[i]);
            command.Parameters.Add(parameter);
        }

        var rows = new List<object?[]>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(Row(reader, columns));
        return rows;
    }

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

    private static object?[] Row(DbDataReader reader, IReadOnlyList<TableColumn> columns)
    {
        var row = new object?[columns.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : columns[i].IsNumber ? reader.GetInt64(i) : reader.GetString(i);
        return row;
    }

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, transaction, cancellationToken: ct);
}
