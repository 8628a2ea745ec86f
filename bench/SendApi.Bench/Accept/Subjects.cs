using System.Globalization;
using Npgsql;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Accept;

/// <summary>Everyone who is measured, in the order of the table.</summary>
public static class Subjects
{
    public const string Bare = "bare", Sqlite = "sqlite", Postgres = "postgres", TwoNodes = "postgres-2";

    public static IReadOnlyList<Subject> All { get; } =
    [
        new(Bare, "bare ASP.NET Core endpoint", "nothing: it is read and forgotten", StartBare),
        new(Sqlite, "SendAPI on SQLite", "on disk with sync", (bench, ct) => StartSendApi(bench, null, 1, ct)) { IsJudged = true },
        new(Postgres, "SendAPI on PostgreSQL", "on disk with sync", async (bench, ct) => await StartSendApi(bench, await bench.NewDatabase(ct), 1, ct)) { IsJudged = true },
        new(TwoNodes, "SendAPI on PostgreSQL, two nodes", "on disk with sync", async (bench, ct) => await StartSendApi(bench, await bench.NewDatabase(ct), 2, ct)),
        new("delivery", "SendAPI on SQLite, delivering over SMPP meanwhile", "on disk with sync", StartDelivering),
        .. Kannel.Subjects,
    ];

    private static async Task<RunningSubject> StartBare(Workbench bench, CancellationToken ct)
    {
        var port = Workbench.FreePort();
        var command = BenchProgram.Again(["bare-server", "--port", port.ToString(CultureInfo.InvariantCulture)]);
        var child = ChildProcess.Start(command with { Cpus = bench.ServerCpus });
        return await Ready(new RunningSubject("sendapi", [port], "none", child), child, port, ct);
    }

    private static async Task<RunningSubject> StartSendApi(Workbench bench, string? store, int nodes, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), store);
        var key = await program.CreateKey(isTest: false, ct);

        // A live key needs a route to be accepted; without the role `worker` nobody ever connects to it.
        await program.AddSmppProvider(Workbench.FreePort(), DeliveringServer.Window, ct);
        int[] ports = [.. Enumerable.Range(0, nodes).Select(_ => Workbench.FreePort())];
        ChildProcess[] children = [.. ports.Select((port, node) => program.Serve(port, "api", bench.NodeCpus(node)))];
        var subject = new RunningSubject("sendapi", ports, key, children) { Commits = store is null ? null : token => Commits(store, token) };
        for (var node = 0; node < nodes; node++)
            await Ready(subject, children[node], ports[node], ct);
        return subject;
    }

    /// <summary>What PostgreSQL counts itself. It gathers for a second what its processes did.</summary>
    private static async Task<long> Commits(string store, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(store + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
    }

    private static async Task<RunningSubject> StartDelivering(Workbench bench, CancellationToken ct)
    {
        var smsc = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        try
        {
            var (server, port, key) = await DeliveringServer.Start(bench, null, smsc.Port, DeliveringServer.Window, ct);
            return new RunningSubject("sendapi", [port], key, smsc.Child, server);
        }
        catch (Exception)
        {
            await smsc.DisposeAsync();
            throw;
        }
    }

    private static async Task<RunningSubject> Ready(RunningSubject subject, ChildProcess child, int port, CancellationToken ct)
    {
        try
        {
            await child.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
            return subject;
        }
        catch (Exception)
        {
            await subject.DisposeAsync();
            throw;
        }
    }
}
