using SendApi.Proof.Processes;

namespace SendApi.Tests;

/// <summary>Both engines, for theories: the same test runs on each.</summary>
public sealed class Engines : TheoryData<string>
{
    public const string Sqlite = "sqlite", Postgres = "postgres";

    public Engines()
    {
        Add(Sqlite);
        Add(Postgres);
    }
}

/// <summary>Gives each test a store of its own: a folder, and for PostgreSQL a database on a server that the run starts once.</summary>
public sealed class Stores : IAsyncLifetime
{
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static PostgresCluster? _cluster;

    /// <summary>A fresh place for data. Skips the test, and says so, where PostgreSQL is not installed.</summary>
    public static async Task<StoreLocation> Fresh(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("sendapi-test-").FullName;
        if (engine == Engines.Sqlite)
            return new StoreLocation(folder, null);

        if (PostgresCluster.FindBinaries() is null)
            Assert.Skip("PostgreSQL is not installed: install the package postgresql.");
        return new StoreLocation(folder, await (await Cluster()).CreateDatabase(TestContext.Current.CancellationToken));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<PostgresCluster> Cluster()
    {
        await Starting.WaitAsync();
        try
        {
            return _cluster ??= await PostgresCluster.Start(null, CancellationToken.None);
        }
        finally
        {
            Starting.Release();
        }
    }
}
