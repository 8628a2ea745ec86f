using System.CommandLine;
using SendApi.Bench;
using SendApi.Bench.Accept;
using SendApi.Bench.Load;

var root = new RootCommand("Measures SendAPI on this machine, beside its yardsticks. Answers 0 when every bound is kept, 1 when one is missed, 2 when a run failed.")
{
    LoadCommand.Create(),
    BareServer.Create(),
};

using var interrupted = new CancellationTokenSource();
try
{
    // Half a minute is what stopping the servers and removing their data may take after an interrupt.
    var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
    return await root.Parse(args).InvokeAsync(settings, interrupted.Token);
}
catch (BenchFailure failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}
