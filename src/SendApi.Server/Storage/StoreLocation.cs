using Npgsql;
using SendApi.Core.Sending;

namespace SendApi.Server.Storage;

/// <summary>Where the data lives: the folder for files and secrets, and the store in it or on PostgreSQL.</summary>
public sealed record StoreLocation(string Folder, string? Store)
{
    /// <summary>Opens the store and brings its schema up to date; the folder is made when it is not there.</summary>
    public Db Open()
    {
        MakeFolder();
        var db = new Db(Store is null ? new SqliteDialect(Path.Combine(Folder, "sendapi.db")) : new PostgresDialect(ConnectionString(Store)));
        db.Migrate();
        return db;
    }

    /// <summary>Takes both spellings people know: <c>Host=…;Database=…</c> and <c>postgres://user:password@host:port/database</c>.</summary>
    public static string ConnectionString(string store)
    {
        if (!Uri.TryCreate(store, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
            return Pairs(store);

        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        }.ToString();
    }

    private static string Pairs(string store)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(store).ToString();
        }
        catch (ArgumentException)
        {
            // The text itself is not repeated: it may hold a password.
            throw new InvalidSetting("store",
                "The store must be given as postgres://user:password@host:port/database or as Host=…;Database=…;Username=…;Password=….");
        }
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSetting("data", $"The data folder '{Folder}' cannot be made: {fault.Message}");
        }
    }
}
