using Npgsql;
using SendApi.Proof.Processes;

namespace SendApi.Tests;

/// <summary>Gives each test a store of its own: a folder, and for PostgreSQL a database on a server that the run starts once.</summary>
public sealed class Stores : IAsyncLifetime
{
    private static readonly Lazy<Task<PostgresCluster>> Server = new(() => PostgresCluster.StartFleeting(CancellationToken.None));

    /// <summary>What the migrations make of an empty place, by engine. A copy costs a sixth of what they cost on PostgreSQL, and next to nothing on SQLite.</summary>
    private static readonly Dictionary<string, Lazy<Task<StoreLocation>>> Migrated = new()
    {
        [Engines.Sqlite] = new(() => Migrate(Engines.Sqlite)),
        [Engines.Postgres] = new(() => Migrate(Engines.Postgres)),
    };

    private static int _copies;

    /// <summary>A place with an empty store as the migrations leave it. Skips the test, and says so, where PostgreSQL is not installed.</summary>
    public static async Task<StoreLocation> Fresh(string engine)
    {
        SkipWhereMissing(engine);
        var model = await Migrated[engine].Value;
        var location = NewPlace(InMemory);
        if (model.Store is not null)
            return location with { Store = await Copy(model.Store) };

        File.Copy(model.File, location.File);
        return location;
    }

    /// <summary>A place where nothing is yet, on a disk, for the tests of what comes first and of whole processes.</summary>
    public static async Task<StoreLocation> Empty(string engine)
    {
        SkipWhereMissing(engine);
        return await Place(engine, TestContext.Current.CancellationToken);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var model in Migrated.Values.Where(m => m.IsValueCreated))
            Directory.Delete((await model.Value).Folder, recursive: true);
        if (Server.IsValueCreated)
            await (await Server.Value).DisposeAsync();
    }

    /// <summary>A test ends with the machine it runs on, so its commits need not wait for a disk where there is a file system in memory.</summary>
    private static string InMemory { get; } = Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 1L << 30 ? "/dev/shm" : Path.GetTempPath();

    private static void SkipWhereMissing(string engine)
    {
        if (engine == Engines.Postgres && PostgresCluster.FindBinaries() is null)
            Assert.Skip("PostgreSQL is not installed: install the package postgresql.");
    }

    private static StoreLocation NewPlace(string parent)
    {
        var folder = Path.Combine(parent, $"sendapi-test-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new StoreLocation(folder, null);
    }

    private static async Task<StoreLocation> Migrate(string engine)
    {
        // For all tests, so no test's end may break it off.
        var location = await Place(engine, CancellationToken.None);
        await location.Open().DisposeAsync();
        return location;
    }

    private static async Task<StoreLocation> Place(string engine, CancellationToken ct)
    {
        var location = NewPlace(Path.GetTempPath());
        return engine == Engines.Sqlite ? location : location with { Store = await (await Server.Value).CreateDatabase(ct) };
    }

    private static async Task<string> Copy(string model)
    {
        var text = new NpgsqlConnectionStringBuilder(model);
        var (from, to) = (text.Database, $"copy_{Interlocked.Increment(ref _copies)}");
        text.Database = "postgres";
        await using var connection = new NpgsqlConnection(text.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {to} TEMPLATE {from}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        text.Database = to;
        return text.ToString();
    }
}
