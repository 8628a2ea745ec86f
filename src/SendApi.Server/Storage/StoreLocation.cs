using Npgsql;
using SendApi.Core.Sending;

namespace SendApi.Server.Storage;

/// <summary>Where the data lives: the folder for files and secrets, and the store in it or on PostgreSQL.</summary>
public sealed record StoreLocation(string Folder, string? Store)
{
    /// <summary>The word for the file of the data folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>The file of a store without a server.</summary>
    public string File { get; init; } = Path.Combine(Folder, "sendapi.db");

    /// <summary>Opens the store and brings its schema up to date; the folder is made when it is not there.</summary>
    public Db Open() => Open(despiteMark: false);

    /// <summary>The same for a store that may carry a mark against its use; for who puts such marks.</summary>
    public Db OpenMarked() => Open(despiteMark: true);

    /// <summary>The store that a word of the command line names: <c>sqlite</c> for the data folder's file, the path of such a file, or a PostgreSQL connection.</summary>
    public StoreLocation At(string place) => place switch
    {
        Sqlite => this with { Store = null },
        _ when place.Contains("://", StringComparison.Ordinal) || place.Contains('=', StringComparison.Ordinal) => this with { Store = place },
        _ => this with { Store = null, File = Path.GetFullPath(place) },
    };

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

    private Db Open(bool despiteMark)
    {
        MakeFolder(Folder);
        var db = new Db(Store is null ? new SqliteDialect(File, despiteMark) : new PostgresDialect(ConnectionString(Store), despiteMark));
        db.Migrate();
        return db;
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

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSetting("data", $"The data folder '{folder}' cannot be made: {fault.Message}");
        }
    }
}
