using System.CommandLine;
using SendApi.Server.Commands;

// Everything this program can do, a line each.
var clock = TimeProvider.System;
var root = new RootCommand("SendAPI: the messaging server a company runs itself. Start with: sendapi serve --dev")
{
    CommandLine.Data, CommandLine.Store, CommandLine.Json,
    ServeCommand.Make(clock),
    KeyCommands.Make(clock),
    AccountCommands.Make(clock),
    MemberCommands.Make(clock),
    PlanCommands.Make(),
    SuppressionCommands.Make(clock),
    SenderCommands.Make(clock),
    ProviderCommands.Make(clock),
    RouteCommands.Make(clock),
    ReceiptCommands.Make(),
    NumberCommands.Make(clock),
    InboundCommands.Make(clock),
    UncertainCommands.Make(clock),
    EraseCommand.Make(clock),
    PriceCommands.Make(clock),
    LedgerCommands.Make(),
    NodeCommands.Nodes(clock),
    NodeCommands.Drain(clock),
    MovingCommands.Backup(clock), MovingCommands.Restore(clock), MovingCommands.MigrateStore(clock),
    ListenCommand.Make(clock),
    ProveCommand.Make(clock),
    SimulatorCommands.Make(clock),
};

var parsed = root.Parse(args);
// The parser ends a process two seconds after SIGTERM. A server that drains takes longer, and knows its own limit; a proof takes its nodes and its data with it.
var untilKilled = parsed.CommandResult.Command.Name is ServeCommand.Name or ProveCommand.Name ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2);
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = untilKilled });
return parsed.Errors.Count > 0 ? 2 : code;
