using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SendApi.Tests;

/// <summary>Another session that holds the store, so that no message can be written until it lets go.</summary>
public sealed class StoreLock : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private StoreLock(DbConnection connection) => _connection = connection;

    public static async Task<StoreLock> Take(TestApp app)
    {
        var (connection, sql) = app.Location.Store is { } store
            ? ((DbConnection)new NpgsqlConnection(store + ";Pooling=false"), "BEGIN; LOCK TABLE messages IN EXCLUSIVE MODE")
            : (new SqliteConnection($"Data Source={Path.Combine(app.Location.Folder, "sendapi.db")};Pooling=false"), "BEGIN IMMEDIATE");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return new StoreLock(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
