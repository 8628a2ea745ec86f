using System.Globalization;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;

namespace SendApi.Bench.Accept;

/// <summary>Everyone who is measured, in the order of the table.</summary>
public static class Subjects
{
    public const string Bare = "bare";

    public static IReadOnlyList<Subject> All { get; } =
    [
        new(Bare, "bare ASP.NET Core endpoint", "nothing: it is read and forgotten", StartBare),
        new("sqlite", "SendAPI on SQLite", "on disk with sync", (bench, ct) => StartSendApi(bench, null, ct)) { IsJudged = true },
        new("postgres", "SendAPI on PostgreSQL", "on disk with sync", async (bench, ct) => await StartSendApi(bench, await bench.NewDatabase(ct), ct))
        {
            IsJudged = true,
        },
        new("delivery", "SendAPI on SQLite, delivering over SMPP meanwhile", "on disk with sync", StartDelivering),
        .. Kannel.Subjects,
    ];

    private static async Task<RunningSubject> StartBare(Workbench bench, CancellationToken ct)
    {
        var port = Workbench.FreePort();
        var command = ChildCommand.OfBench(["bare-server", "--port", port.ToString(CultureInfo.InvariantCulture)]);
        var child = ChildProcess.Start(command with { Cpus = bench.ServerCpus });
        return await Ready(new RunningSubject("sendapi", port, "none", child), child, ct);
    }

    private static async Task<RunningSubject> StartSendApi(Workbench bench, string? store, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), store);
        var key = await program.CreateKey(isTest: false, ct);

        // A live key needs a route to be accepted; without the role `worker` nobody ever connects to it.
        await program.AddSmppProvider(Workbench.FreePort(), DeliveringServer.Window, ct);
        var port = Workbench.FreePort();
        var child = program.Serve(port, "api", bench.ServerCpus);
        return await Ready(new RunningSubject("sendapi", port, key, child), child, ct);
    }

    private static async Task<RunningSubject> StartDelivering(Workbench bench, CancellationToken ct)
    {
        var smsc = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(100), ct);
        try
        {
            var (server, port, key) = await DeliveringServer.Start(bench, null, smsc.Port, DeliveringServer.Window, ct);
            return new RunningSubject("sendapi", port, key, smsc.Child, server);
        }
        catch (Exception)
        {
            await smsc.DisposeAsync();
            throw;
        }
    }

    private static async Task<RunningSubject> Ready(RunningSubject subject, ChildProcess child, CancellationToken ct)
    {
        try
        {
            await child.WaitUntil(token => SendApiProgram.Answers(subject.Port, "/readyz", token), ct);
            return subject;
        }
        catch (Exception)
        {
            await subject.DisposeAsync();
            throw;
        }
    }
}
