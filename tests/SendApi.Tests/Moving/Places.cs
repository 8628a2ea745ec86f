using SendApi.Server.Moving;

namespace SendApi.Tests.Moving;

/// <summary>Stores that outlive the servers on them, and a folder for archives; all is deleted at the end.</summary>
public sealed class Places : IDisposable
{
    private readonly List<string> _folders = [];

    public Places() => Folder = NewFolder();

    public string Folder { get; }

    public string Archive => Path.Combine(Folder, "backup.zip");

    /// <summary>A place that a server may be started and stopped on: its own folder goes with it, the store does not.</summary>
    public async Task<StoreLocation> Fresh(string engine)
    {
        var location = await Stores.Empty(engine);
        _folders.Add(location.Folder);
        return location with { File = Path.Combine(NewFolder(), "sendapi.db") };
    }

    public static Task<Manifest> BackUp(Db db, TimeProvider clock, string path, bool force = false) => new Backup(db, clock, Nothing).Write(path, force, default);

    public async Task<Restored> Restore(StoreLocation to, TimeProvider clock, bool sendWaiting = false, Action<string, long>? tell = null)
    {
        await using var db = to.OpenMarked();
        return await new Restore(db, clock, tell ?? Nothing).Run(Archive, sendWaiting, default);
    }

    public static async Task<Moved> Move(StoreLocation from, StoreLocation to, TimeProvider clock, Action<string, long>? tell = null)
    {
        await using var source = from.OpenMarked();
        await using var target = to.OpenMarked();
        return await new StoreMove(source, target, clock, tell ?? Nothing).Run(default);
    }

    /// <summary>Counts and checksums of all tables.</summary>
    internal static Task<List<(string Name, TableSum Sum)>> Sums(Db db) => db.Snapshot(async s =>
    {
        var sums = new List<(string, TableSum)>();
        foreach (var table in await Table.All(s))
            sums.Add((table.Name, await RowPages.Sum(s, table, (_, _) => Task.CompletedTask)));
        return sums;
    }, default);

    /// <summary>Breaks off when a table has so many rows.</summary>
    public static Action<string, long> BreakAt(string table, long rows) => (name, count) =>
    {
        if (name == table && count >= rows)
            throw new IOException("cut");
    };

    public static void Nothing(string table, long rows)
    {
    }

    public void Dispose()
    {
        foreach (var folder in _folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private string NewFolder()
    {
        _folders.Add(Directory.CreateTempSubdirectory("sendapi-moving-").FullName);
        return _folders[^1];
    }
}
