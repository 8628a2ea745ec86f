using System.Text;
using Npgsql;
using SendApi.Proof.Processes;

namespace SendApi.Tests.Processes;

/// <summary>Everything a thief of the store would have: the files of the data folder, and a dump of PostgreSQL.</summary>
public static class StoredBytes
{
    public static async Task AreWithout(StoreLocation location, string secret)
    {
        byte[][] spellings = [Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)))];
        foreach (var (name, bytes) in await Everything(location))
            Assert.All(spellings, spelling => Assert.True(bytes.AsSpan().IndexOf(spelling) < 0, $"{name} holds the secret."));
    }

    private static async Task<List<(string Name, byte[] Bytes)>> Everything(StoreLocation location)
    {
        var all = Directory.GetFiles(location.Folder, "*", SearchOption.AllDirectories).Select(path => (path, File.ReadAllBytes(path))).ToList();
        if (location.Store is { } store)
            all.Add(("the dump", Encoding.UTF8.GetBytes(await Dump(new NpgsqlConnectionStringBuilder(store)))));
        Assert.True(all.Sum(file => file.Item2.Length) > 1_000, "There is nothing stored to look at.");
        return all;
    }

    private static async Task<string> Dump(NpgsqlConnectionStringBuilder store)
    {
        var program = Path.Combine(PostgresCluster.FindBinaries()!, "pg_dump");
        string[] arguments = ["--inserts", "-h", store.Host!, "-p", $"{store.Port}", "-U", store.Username!, store.Database!];
        return await ChildProcess.Output(new ChildCommand(program, arguments), TestContext.Current.CancellationToken);
    }
}
