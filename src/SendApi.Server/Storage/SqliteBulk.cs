using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SendApi.Server.Storage;

/// <summary>The statements of a bulk on the writer's connection, prepared once and bound by place.</summary>
/// <remarks>Straight on SQLite's own calls: the driver looks up every parameter by name at every row, which cost as much as the inserts themselves.</remarks>
internal sealed class SqliteBulk : IDisposable
{
    private readonly sqlite3 _database;
    private readonly List<(sqlite3_stmt Statement, int[] Places)> _statements = [];

    public SqliteBulk(string sql, IReadOnlyList<string> columns, SqliteConnection connection)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        for (var rest = sql; !string.IsNullOrWhiteSpace(rest);)
        {
            Check(raw.sqlite3_prepare_v2(_database, rest, out var statement, out rest));
            // 0 where a statement does not use the column.
            _statements.Add((statement, [.. columns.Select(c => raw.sqlite3_bind_parameter_index(statement, "@" + c))]));
        }
    }

    /// <summary>Runs the statements for each row in turn and adds the first column of what they return.</summary>
    public void Run<T>(IReadOnlyList<BulkColumn<T>> columns, IEnumerable<T> rows, List<string> returned)
    {
        foreach (var row in rows)
            foreach (var (statement, places) in _statements)
            {
                for (var i = 0; i < places.Length; i++)
                    if (places[i] > 0)
                        Bind(statement, places[i], columns[i], row);
                Step(statement, returned);
            }
    }

    public void Dispose()
    {
        foreach (var (statement, _) in _statements)
            statement.Dispose();
    }

    private void Bind<T>(sqlite3_stmt statement, int place, BulkColumn<T> column, T row) => Check(column.Text is { } readText
        ? readText(row) is { } text ? raw.sqlite3_bind_text(statement, place, text) : raw.sqlite3_bind_null(statement, place)
        : column.Number!(row) is { } number ? raw.sqlite3_bind_int64(statement, place, number) : raw.sqlite3_bind_null(statement, place)); // A column has one of the two.

    private void Step(sqlite3_stmt statement, List<string> returned)
    {
        var code = raw.sqlite3_step(statement);
        while (code == raw.SQLITE_ROW)
        {
            returned.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
            code = raw.sqlite3_step(statement);
        }

        if (code != raw.SQLITE_DONE)
            raw.sqlite3_reset(statement);
        Check(code == raw.SQLITE_DONE ? raw.sqlite3_reset(statement) : code);
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
