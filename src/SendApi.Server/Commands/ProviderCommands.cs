using System.CommandLine;
using SendApi.Core.Sending;
using SendApi.Server.Providers;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi providers add|list|remove|test</summary>
internal static class ProviderCommands
{
    private static readonly Column<ProviderRow>[] Columns =
    [
        new("NAME", "name", p => p.Name), new("KIND", "kind", p => p.Kind), new("DEFAULT", "default", p => p.IsDefault == 1 ? "yes" : "no"),
        new("ADDED", "created_at", p => Shown.Time(p.CreatedAt)), new("ID", "id", p => p.Id),
    ];

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("providers", "The carriers that live messages go by. The first one added becomes the default route.");
        group.Subcommands.Add(Add(clock));
        group.Subcommands.Add(List());
        group.Subcommands.Add(Remove());
        group.Subcommands.Add(Test(clock));
        return group;
    }

    private static Command Add(TimeProvider clock)
    {
        var group = new Command("add", "Adds a provider. A running server uses it within a second.");
        foreach (var info in Wiring.Connectors.Infos)
            group.Subcommands.Add(Add(info, clock));
        return group;
    }

    private static Command Add(ConnectorInfo info, TimeProvider clock)
    {
        var name = new Option<string>("--name") { Description = "A name of its own.", Required = true, HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "A setting, as name=value; repeat it for each.", HelpName = "NAME=VALUE", Arity = ArgumentArity.OneOrMore };
        var settings = string.Join("\n", info.Settings.Select(s => $"  {s.Name,-26}{s.Help}{(s.Required ? " Required." : s.Default is null ? "" : $" Default: {s.Default}.")}"));
        var command = new Command(info.Kind, $"{info.Title}\n\nSettings:\n{settings}") { name, set };
        return command.Runs(async (parsed, ct) =>
        {
            var request = new AddProvider.Request { Name = parsed.GetRequiredValue(name), Kind = info.Kind, Settings = Settings(parsed.GetValue(set) ?? []) };
            var row = await CommandLine.With(parsed, db => db.Write(s => AddProvider.Run(s, request, Desk(parsed, clock), clock.GetUtcNow()), ct));
            Output.One(parsed.GetValue(CommandLine.Json), row, $"Added {row.Name}{(row.IsDefault == 1 ? " as the default route" : "")}. Try it with: sendapi providers test {row.Name}", Columns);
        });
    }

    private static Command List() => new Command("list", "Lists the providers, without their settings.").Runs(async (parsed, ct) =>
    {
        var rows = await CommandLine.With(parsed, db => db.Read(ProviderRows.List, ct));
        Output.List(parsed.GetValue(CommandLine.Json), rows, "No providers yet. Add one with: sendapi providers add smpp --help", Columns);
    });

    private static Command Remove()
    {
        var name = new Argument<string>("name") { Description = "The provider's name." };
        return new Command("remove", "Removes a provider. What still waits goes by the next default.") { name }.Runs(async (parsed, ct) =>
        {
            var removed = await CommandLine.With(parsed, db => db.Write(s => RemoveProvider.Run(s, parsed.GetRequiredValue(name)), ct));
            Output.One(parsed.GetValue(CommandLine.Json), removed.Name, $"Removed {removed.Name}.", new Column<string>("", "name", n => n));
        });
    }

    private static Command Test(TimeProvider clock)
    {
        var name = new Argument<string>("name") { Description = "The provider's name." };
        return new Command("test", "Tries the provider's settings once, by a bind or by asking for the account, and says how far it came. Sends nothing.") { name }.Runs(async (parsed, ct) =>
        {
            var row = await CommandLine.With(parsed, db => db.Read(s => ProviderRows.Get(s, parsed.GetRequiredValue(name)), ct));
            var tried = await Desk(parsed, clock).Test(row, ct);
            if (!tried.Works)
                throw new CommandFault(tried.Says);
            Output.One(parsed.GetValue(CommandLine.Json), tried.Says, tried.Says, new Column<string>("", "result", s => s));
        });
    }

    private static ProviderDesk Desk(ParseResult parsed, TimeProvider clock) => Wiring.Connectors.Desk(Secrets.Open(CommandLine.Location(parsed).Folder), clock);

    private static Dictionary<string, string?> Settings(string[] pairs)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=');
            if (split <= 0)
                throw new CommandFault("--set needs name=value, such as --set host=smpp.example.net");
            settings[pair[..split].Trim()] = pair[(split + 1)..];
        }

        return settings;
    }
}
