using System.CommandLine;
using SendApi.Core;
using SendApi.Server.Accounts;

namespace SendApi.Server.Commands;

/// <summary>sendapi accounts create|list</summary>
internal static class AccountCommands
{
    private static readonly Column<AccountRow>[] Columns =
    [
        new("ID", "id", a => a.Id), new("NAME", "name", a => a.Name), new("PLAN", "plan", a => a.Plan), new("CREATED", "created_at", a => Shown.Time(a.CreatedAt)),
    ];

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("accounts", "The customers of this installation. A fresh one has the account 'default'.");
        group.Subcommands.Add(Create(clock));
        group.Subcommands.Add(List(clock));
        return group;
    }

    private static Command Create(TimeProvider clock)
    {
        var name = new Option<string>("--name") { Description = "A name of its own.", Required = true, HelpName = "NAME" };
        var plan = new Option<string>("--plan")
        {
            Description = $"{string.Join(", ", Plans.All)}.",
            DefaultValueFactory = _ => Plans.Unlimited,
            HelpName = "PLAN",
        };
        var command = new Command("create", "Adds an account and prints its id.") { name, plan };
        return command.Runs(async (parsed, ct) =>
        {
            var wanted = parsed.GetRequiredValue(name).Trim();
            if (wanted.Length is 0 or > 100)
                throw new CommandFault("An account's name has 1 to 100 characters.");
            var chosen = Plans.Named(parsed.GetRequiredValue(plan))
                ?? throw new CommandFault($"There is no plan '{parsed.GetValue(plan)}'. Plans: {string.Join(", ", Plans.All)}.");
            var account = await CommandLine.With(parsed, db => db.Write(s => AccountRows.Create(s, wanted, chosen, clock.GetUtcNow()), ct))
                ?? throw new CommandFault($"There is an account '{wanted}' already.");
            Output.One(parsed.GetValue(CommandLine.Json), account, account.Id, Columns);
        });
    }

    private static Command List(TimeProvider clock) => new Command("list", "Lists the accounts.").Runs(async (parsed, ct) =>
    {
        var rows = await CommandLine.With(parsed, db => db.Write(async s =>
        {
            await AccountRows.Find(s, AccountRows.DefaultName, clock.GetUtcNow());
            return await AccountRows.List(s);
        }, ct));
        Output.List(parsed.GetValue(CommandLine.Json), rows, "No accounts.", Columns);
    });
}
