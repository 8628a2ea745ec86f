using System.CommandLine;
using SendApi.Server.Inbound;

namespace SendApi.Server.Commands;

/// <summary>sendapi inbound list</summary>
internal static class InboundCommands
{
    public static Command Make(TimeProvider clock)
    {
        var group = new Command("inbound", "The texts that people sent to your numbers.");
        group.Subcommands.Add(List(clock));
        return group;
    }

    private static Command List(TimeProvider clock)
    {
        const int most = 1_000;
        var account = new Option<string?>("--account") { Description = "The texts of this account. Without it: those that are nobody's, because their number belongs to no account.", HelpName = "ACCOUNT" };
        var test = new Option<bool>("--test") { Description = "What test keys simulated, in place of real texts." };
        var limit = new Option<int>("--limit") { Description = $"How many, the newest first; at most {most:N0}.", DefaultValueFactory = _ => 100, HelpName = "COUNT" };
        return new Command("list", "Lists the newest texts.") { account, test, limit }.Runs(async (parsed, ct) =>
        {
            if (parsed.GetValue(limit) is < 1 or > most)
                throw new CommandFault($"The limit is 1 to {most:N0}.");
            var rows = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var whose = parsed.GetValue(account) is { } name ? await AccountCommands.Find(s, name, clock.GetUtcNow()) : InboundRow.Nobody;
                return await InboundRows.List(s, (whose, parsed.GetValue(test) ? 1 : 0), new InboundFilter(null, null, null, null), null, (0, parsed.GetValue(limit)));
            }, ct));
            Output.List(parsed.GetValue(CommandLine.Json), rows,
                parsed.GetValue(account) is null ? "No texts that are nobody's. Those of an account: sendapi inbound list --account NAME" : "No inbound texts.",
                new("ID", "id", r => r.Id), new("FROM", "from", r => r.Sender), new("TO", "to", r => r.Recipient), new("RECEIVED", "received_at", r => Shown.Time(r.ReceivedAt)),
                new("KEYWORD", "keyword", r => r.Keyword), new("PROVIDER", "provider", r => r.Provider), new("TEXT", "content", r => r.Content.ReplaceLineEndings(" ")));
        });
    }
}
