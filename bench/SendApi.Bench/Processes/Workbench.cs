using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SendApi.Bench.Load;
using SendApi.Bench.Reports;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Processes;

/// <summary>What every measurement stands on: processors for each side, folders and databases that are fresh and gone afterwards.</summary>
public sealed class Workbench(string? serverCpus, string? clientCpus) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sendapi-bench-");
    private PostgresCluster? _postgres;

    public string? ServerCpus => serverCpus;

    public string? ClientCpus => clientCpus;

    /// <summary>Whether each node of the server has one processor of its own.</summary>
    public bool IsProcessorANode { get; init; }

    /// <summary>The processors of the node of this place, the first is 0.</summary>
    public string? NodeCpus(int node) => IsProcessorANode ? node.ToString(CultureInfo.InvariantCulture) : serverCpus;

    public string NewFolder(string name) => _folder.CreateSubdirectory(name + "-" + Path.GetRandomFileName()).FullName;

    /// <summary>The connection text of a database that nobody has used; the first call starts the server.</summary>
    public async Task<string> NewDatabase(CancellationToken ct)
    {
        if (PostgresCluster.FindBinaries() is null)
            throw new BenchFailure("PostgreSQL is not installed: apt-get install postgresql.");
        if (_postgres is null)
        {
            _postgres = await PostgresCluster.Start(serverCpus, ct);
            await _postgres.WearIn(ct);
        }

        return await _postgres.CreateDatabase(ct);
    }

    /// <summary>Removes what was left of earlier measurements.</summary>
    public Task DropDatabases(CancellationToken ct) => _postgres?.DropDatabases(ct) ?? Task.CompletedTask;

    /// <summary>Runs the load in a process of its own and fails loudly when an answer was not the expected one.</summary>
    /// <param name="target">`sendapi` or `kannel`.</param>
    public async Task<LoadResult> Load(string target, string key, LoadPlan plan, CancellationToken ct)
    {
        var command = BenchProgram.Again(LoadCommand.Arguments(target, key, plan)) with
        {
            Cpus = clientCpus,

            // Each connection goes on in the thread that saw its socket ready: the generator takes less of the machine that it shares.
            Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" },
        };
        await using var child = ChildProcess.Start(command);
        var result = JsonSerializer.Deserialize<LoadResult>(await child.NextLine(ct), ReportFiles.Line)
            ?? throw new BenchFailure("The load generator printed nothing.");
        if (result.Measured == 0)
            throw new BenchFailure("Not one answer came in the measured time.");
        if (result.FirstUnexpected is null)
            return result;

        var statuses = string.Join(", ", result.Statuses.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} of {pair.Key}")));
        throw new BenchFailure($"Not every answer was the expected one: {statuses}. The first other one:\n{result.FirstUnexpected}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
