using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Smpp;

/// <summary>SendAPI with both roles and one SMPP provider: it takes messages and delivers them to our SMSC.</summary>
public static class DeliveringServer
{
    /// <summary>Submits that may be unanswered at a time on the bind.</summary>
    public const int Window = 100;

    /// <param name="store">Null is SQLite in a fresh folder.</param>
    public static async Task<(ChildProcess Server, int Port, string Key)> Start(
        Workbench bench, string? store, int smscPort, int window, CancellationToken ct)
    {
        var program = new SendApiProgram(bench.NewFolder("data"), store);
        var key = await program.CreateKey(isTest: false, ct);
        await program.AddSmppProvider(smscPort, window, ct);

        var port = Workbench.FreePort();
        var server = program.Serve(port, "api,worker", bench.ServerCpus);
        try
        {
            await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
            return (server, port, key);
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
