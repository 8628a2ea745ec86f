using System.CommandLine;
using SendApi.Bench;
using SendApi.Bench.Accept;
using SendApi.Bench.Carriers;
using SendApi.Bench.Fuzz;
using SendApi.Bench.Grown;
using SendApi.Bench.Load;
using SendApi.Bench.Otp;
using SendApi.Bench.Phone;
using SendApi.Bench.Sessions;
using SendApi.Bench.Smpp;
using SendApi.Bench.Start;
using SendApi.Bench.Webhooks;
using SendApi.Proof.Processes;

var root = new RootCommand(
    "Measures SendAPI on this machine, beside its yardsticks. Answers 0 when every bound is kept, 1 when one is missed, 2 when a run failed.")
{
    AcceptCommand.Create(),
    SmppCommand.Create(),
    WebhooksCommand.Create(),
    StartCommand.Create(),
    GrownCommand.Create(),
    CarriersCommand.Create(),
    OtpCommand.Create(),
    FuzzCommand.Create(),
    PhoneCommand.Create(),
    SessionsCommand.Create(),
    LoadCommand.Create(),
    BareServer.Create(),
    SmscCommand.Create(),
};

try
{
    // Half a minute is what stopping the servers and removing their data may take after an interrupt.
    var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
    return await root.Parse(args).InvokeAsync(settings);
}
catch (Exception failure)
{
    await Console.Error.WriteLineAsync(failure switch
    {
        BenchFailure or ProcessFault => failure.Message,
        OperationCanceledException => "Interrupted; everything that was started is stopped.",
        _ => failure.ToString(),
    });
    return 2;
}
