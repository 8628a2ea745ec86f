using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SendApi.Tests;

/// <summary>Another session that holds the store, so that no message can be written until it lets go.</summary>
public sealed class StoreLock : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private StoreLock(DbConnection connection) => _connection = connection;

    public static Task<StoreLock> Take(TestApp app) => Take(app.Location, "EXCLUSIVE");

    /// <param name="mode">PostgreSQL's; SQLite has one.</param>
    public static async Task<StoreLock> Take(StoreLocation location, string mode)
    {
        var (connection, sql) = location.Store is { } store
            ? ((DbConnection)new NpgsqlConnection(store + ";Pooling=false"), $"BEGIN; LOCK TABLE messages IN {mode} MODE")
            : (new SqliteConnection($"Data Source={Path.Combine(location.Folder, "sendapi.db")};Pooling=false"), "BEGIN IMMEDIATE");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return new StoreLock(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
