using System.CommandLine;
using System.Net;
using SendApi.Simulator.Smsc;

namespace SendApi.Server.Commands;

/// <summary>sendapi simulator smsc: our SMSC alone, for other people's tests.</summary>
internal static class SimulatorCommands
{
    public static Command Make(TimeProvider clock)
    {
        var group = new Command("simulator", "The other side, for tests.");
        group.Subcommands.Add(Smsc(clock));
        return group;
    }

    private static Command Smsc(TimeProvider clock)
    {
        var port = new Option<int>("--port") { Description = "The TCP port; 0 takes any free one.", DefaultValueFactory = _ => 2775, HelpName = "PORT" };
        var host = new Option<string>("--host") { Description = "The address to listen on.", DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS" };
        var magic = string.Join("\n", MagicRecipients.All.Select(m => $"  …{m.Suffix}  {m.Name,-16}{m.Sentence}"));
        var command = new Command("smsc", $"A carrier that speaks SMPP 3.4 and takes any system_id and password. Recipients by their last digits:\n\n{magic}\n  any other number is delivered") { port, host };
        return command.Runs(async (parsed, ct) =>
        {
            if (!IPAddress.TryParse(parsed.GetRequiredValue(host), out var address) || parsed.GetValue(port) is < 0 or > 65_535)
                throw new CommandFault("--host must be an IP address and --port 0 to 65535.");
            using var logs = LoggerFactory.Create(builder => builder.AddSimpleConsole());
            await using var smsc = new SmscSimulator(
                new SmscOptions { Listen = new IPEndPoint(address, parsed.GetValue(port)) }, null, clock, logs.CreateLogger<SmscSimulator>());
            var listens = await smsc.Start(ct);
            Output.One(parsed.GetValue(CommandLine.Json), listens, $"SMSC simulator on {listens}. Stop it with Ctrl+C.",
                new("", "host", e => e.Address.ToString()), new("", "port", e => e.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, clock, ct));
        });
    }
}
