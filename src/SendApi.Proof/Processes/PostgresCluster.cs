using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SendApi.Proof.Processes;

/// <summary>A PostgreSQL server of our own on 127.0.0.1, with its durable defaults unless asked otherwise, that is gone with all its data when disposed.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql", SuperUser = "sendapi";

    /// <summary>A kilobyte each: half of what the log may hold between two checkpoints by default.</summary>
    private const int WornInRows = 500_000;

    private readonly string _binaries, _folder, _port;
    private readonly string? _cpus;
    private readonly string _more;
    private int _databases;

    private PostgresCluster(string binaries, string folder, string port, (string? Cpus, string More) way)
    {
        (_cpus, _more) = way;
        _binaries = binaries;
        _folder = folder;
        _port = port;
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The newest installed server's folder of programs; null when the machine has none.</summary>
    public static string? FindBinaries() => !Directory.Exists(Binaries) ? OnPath() : Directory.GetDirectories(Binaries)
        .Select(version => Path.Combine(version, "bin"))
        .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
        .MaxBy(folder => double.Parse(Path.GetFileName(Path.GetDirectoryName(folder)!), CultureInfo.InvariantCulture)); // Enumerated above: it has a parent.

    /// <param name="cpus">Processors as taskset reads them; null leaves all.</param>
    public static Task<PostgresCluster> Start(string? cpus, CancellationToken ct) => Start((cpus, ""), ct);

    /// <summary>One that waits for no disk and sweeps no tables, for many small databases that no power cut is tried on.</summary>
    public static Task<PostgresCluster> StartFleeting(CancellationToken ct) =>
        Start((null, " -c fsync=off -c full_page_writes=off -c autovacuum=off"), ct);

    /// <summary>Removes every database made so far. The server would go on vacuuming them while something else is measured.</summary>
    public async Task DropDatabases(CancellationToken ct)
    {
        for (; _databases > 0; _databases--)
            await Run(null, [Tool("dropdb"), "-h", "127.0.0.1", "-p", _port, "-U", SuperUser, "--force", Name(_databases)], ct);
        await Query(["CHECKPOINT"], ct);
    }

    /// <summary>A new server makes and fills each file of its log while somebody waits for a commit; one that has run for a day uses its old files again. Operators have the second.</summary>
    public async Task WearIn(CancellationToken ct)
    {
        var rows = WornInRows.ToString(CultureInfo.InvariantCulture);
        await Query([$"CREATE TABLE worn AS SELECT repeat('w', 1000) AS filler FROM generate_series(1, {rows})", "DROP TABLE worn", "CHECKPOINT"], ct);
    }

    /// <summary>Makes an empty database and gives the text that connects to it.</summary>
    public async Task<string> CreateDatabase(CancellationToken ct)
    {
        var name = Name(Interlocked.Increment(ref _databases));
        await Run(null, [Tool("createdb"), "-h", "127.0.0.1", "-p", _port, "-U", SuperUser, name], ct);
        return $"Host=127.0.0.1;Port={_port};Username={SuperUser};Database={name}";
    }

    /// <summary>Ends the server and leaves its data.</summary>
    /// <param name="mode">As pg_ctl takes it: "fast" ends it in order, "immediate" as a crash does.</param>
    public Task Stop(string mode, CancellationToken ct) => Run(null, [Tool("pg_ctl"), "stop", "-D", Data, "-m", mode, "-w"], ct);

    /// <summary>Starts the server on its data, under its old port, and waits until it takes connections.</summary>
    public Task Launch(CancellationToken ct)
    {
        // Without a Unix socket there is no path that could be too long; every client here comes over loopback.
        var settings = $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200{_more}";
        return Run(_cpus, [Tool("pg_ctl"), "start", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", settings], ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await Stop("immediate", CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PostgresCluster> Start((string?, string) way, CancellationToken ct)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException($"No PostgreSQL under {Binaries} and none on the PATH: install the package postgresql.");
        var folder = Directory.CreateTempSubdirectory("sendapi-pg-").FullName;
        var cluster = new PostgresCluster(binaries, folder, FreePort(), way);
        try
        {
            await cluster.Create(ct);
            return cluster;
        }
        catch (Exception)
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .FirstOrDefault(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    private async Task Create(CancellationToken ct)
    {
        if (Environment.IsPrivilegedProcess)
            await Execute(["chown", "postgres", _folder], ct);
        await Run(null, [Tool("initdb"), "-D", Data, "-U", SuperUser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], ct);
        await Launch(ct);
    }

    private static string Name(int number) => "sendapi_" + number.ToString(CultureInfo.InvariantCulture);

    private Task Query(string[] statements, CancellationToken ct) =>
        Run(null, [Tool("psql"), "-h", "127.0.0.1", "-p", _port, "-U", SuperUser, "-d", "postgres", "-q", .. statements.SelectMany(s => (string[])["-c", s])], ct);

    private string Tool(string name) => Path.Combine(_binaries, name);

    /// <summary>PostgreSQL refuses to run as root, so root lends it the identity of the package's own user.</summary>
    private static Task Run(string? cpus, string[] command, CancellationToken ct)
    {
        string[] identity = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        string[] processors = cpus is null ? [] : ["taskset", "-c", cpus];
        return Execute([.. processors, .. identity, .. command], ct);
    }

    private static async Task Execute(string[] words, CancellationToken ct)
    {
        // The folder we stand in may be closed to the user postgres.
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {error}{await output}");
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
