using System.CommandLine;
using SendApi.Server.Ledger;

namespace SendApi.Server.Commands;

/// <summary>sendapi ledger verify</summary>
internal static class LedgerCommands
{
    public static Command Make()
    {
        var group = new Command("ledger", "The double-entry ledger of prepaid credit.");
        group.Subcommands.Add(Verify());
        return group;
    }

    private static Command Verify() => new Command("verify", "Adds up every entry and every charged message again and names the first difference. Works beside a running server. Answers 1 when something is wrong.")
        .Runs(async (parsed, ct) =>
        {
            var report = await CommandLine.With(parsed, db => db.Snapshot(s => Audit.Run(s, Progress), ct));
            Output.EndProgress();
            if (report.Difference is { } difference)
                throw new CommandFault(difference);
            Output.One(parsed.GetValue(CommandLine.Json), report,
                $"The ledger is right: {Core.Shown.Count(report.Accounts)} accounts, {Core.Shown.Count(report.Entries)} entries, {Core.Shown.Count(report.Messages)} messages.",
                new("", "accounts", r => Core.Shown.Plain(r.Accounts)), new("", "entries", r => Core.Shown.Plain(r.Entries)), new("", "messages", r => Core.Shown.Plain(r.Messages)));
        });

    private static void Progress(AuditReport report) =>
        Output.Progress($"{Core.Shown.Count(report.Entries)} entries, {Core.Shown.Count(report.Messages)} messages");
}
