using Npgsql;

namespace SendApi.Server.Storage;

/// <summary>Where the data lives: the folder for files and secrets, and the store in it or on PostgreSQL.</summary>
public sealed record StoreLocation(string Folder, string? Store)
{
    /// <summary>Opens the store and brings its schema up to date; the folder is made when it is not there.</summary>
    public Db Open()
    {
        Directory.CreateDirectory(Folder);
        var db = new Db(Store is null ? new SqliteDialect(Path.Combine(Folder, "sendapi.db")) : new PostgresDialect(ConnectionString(Store)));
        db.Migrate();
        return db;
    }

    /// <summary>Takes both spellings people know: <c>Host=…;Database=…</c> and <c>postgres://user:password@host:port/database</c>.</summary>
    public static string ConnectionString(string store)
    {
        if (!Uri.TryCreate(store, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
            return new NpgsqlConnectionStringBuilder(store).ToString();

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
}
