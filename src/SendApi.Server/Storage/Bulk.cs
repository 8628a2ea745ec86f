using System.Data.Common;
using System.Globalization;

namespace SendApi.Server.Storage;

/// <summary>One column of a bulk statement: a text or a whole number taken from each row.</summary>
public sealed record BulkColumn<T>(string Name, Func<T, string?>? Text = null, Func<T, long?>? Number = null);

/// <summary>A statement that runs for many rows in one go: row by row through a prepared statement on SQLite, as arrays through <c>unnest</c> on PostgreSQL.</summary>
/// <remarks>The SQLite text may hold several statements, all run for a row before the next. It names a row's values <c>@column</c>; the PostgreSQL text finds them in the table <c>v</c>.</remarks>
public sealed class Bulk<T>
{
    public Bulk(string sqlite, string postgres, params BulkColumn<T>[] columns)
    {
        Columns = columns;
        Sqlite = sqlite;
        // One unnest for each column, which go in step: as one function of all of them in FROM each array would be copied first, which took three times as long.
        var arrays = columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"unnest(${i + 1}::{(c.Text is null ? "bigint" : "text")}[]) AS {c.Name}"));
        Postgres = $"WITH v AS (SELECT {string.Join(", ", arrays)})\n{postgres}";
    }

    public IReadOnlyList<BulkColumn<T>> Columns { get; }

    public string Sqlite { get; }

    public string Postgres { get; }

    /// <summary>An INSERT of all the columns; <paramref name="conflict"/> is the rest of the statement, such as <c>ON CONFLICT DO NOTHING</c>.</summary>
    public static Bulk<T> Insert(string table, string conflict, params BulkColumn<T>[] columns) => new(
        $"INSERT INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))}) {conflict}",
        $"INSERT INTO {table} ({Names(columns)}) SELECT {Names(columns)} FROM v {conflict}",
        columns);

    /// <summary>The statement with the rows it is to run for.</summary>
    public BulkRun With(IReadOnlyCollection<T> rows) => new Run(this, rows);

    /// <summary>The values of each column, as texts or whole numbers.</summary>
    public IEnumerable<Array> Arrays(IReadOnlyCollection<T> rows) =>
        Columns.Select(c => c.Text is { } text ? (Array)rows.Select(text).ToArray() : rows.Select(c.Number!).ToArray()); // A column has one of the two.

    private static string Names(BulkColumn<T>[] columns) => string.Join(", ", columns.Select(c => c.Name));

    private sealed class Run(Bulk<T> bulk, IReadOnlyCollection<T> rows) : BulkRun
    {
        public override string Postgres => bulk.Postgres;

        public override IEnumerable<Array> Arrays() => bulk.Arrays(rows);

        public override Task On(Dialect dialect, DbConnection connection, DbTransaction transaction, CancellationToken ct) =>
            dialect.Run(bulk, rows, connection, transaction, ct);
    }
}

/// <summary>A bulk statement with its rows, whatever they are rows of.</summary>
public abstract class BulkRun
{
    public abstract string Postgres { get; }

    /// <summary>The values of each column.</summary>
    public abstract IEnumerable<Array> Arrays();

    public abstract Task On(Dialect dialect, DbConnection connection, DbTransaction transaction, CancellationToken ct);
}
