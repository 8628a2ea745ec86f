using DbUp;
using DbUp.Builder;
using Npgsql;

namespace SendApi.Server.Storage;

/// <summary>Runs the numbered SQL files of the folder beside this one that the store has not seen, under a lock against a second process.</summary>
internal static class Migrations
{
    private const long LockNumber = 0x53454E44;

    public static void Sqlite(string path, string connectionString, IReadOnlyDictionary<string, string> words)
    {
        using var alone = OpenAlone(path + ".migrating");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(connectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            command.ExecuteNonQuery();
        }

        Upgrade(DeployChanges.To.SqliteDatabase(connectionString), words);
    }

    public static void Postgres(string connectionString, IReadOnlyDictionary<string, string> words)
    {
        // Not from the pool: the lock must go with the connection, and a pooled one would keep it.
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 60 }.ToString();
        using var connection = new NpgsqlConnection(alone);
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockNumber})", connection);
        command.ExecuteNonQuery();
        Upgrade(DeployChanges.To.PostgresqlDatabase(alone), words);
    }

    private static void Upgrade(UpgradeEngineBuilder engine, IReadOnlyDictionary<string, string> words)
    {
        var result = engine
            .WithScriptsEmbeddedInAssembly(typeof(Migrations).Assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
            .WithVariables(words.ToDictionary())
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (result.Successful)
            return;

        var why = result.Error is PostgresException server ? server.MessageText : result.Error.Message;
        throw new InvalidOperationException($"{result.ErrorScript?.Name ?? "The list of migrations"} failed: {why}", result.Error);
    }

    /// <summary>Holds a file nobody else may open; waits up to 30 s for another process to finish its migration.</summary>
    private static FileStream OpenAlone(string path)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 300)
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
