using System.CommandLine;
using SendApi.Server.Providers;

namespace SendApi.Server.Commands;

/// <summary>sendapi routes set|list|remove</summary>
internal static class RouteCommands
{
    private static readonly Column<NamedRoute>[] Columns =
    [
        new("DESTINATION", "destination", r => r.Route.Destination), new("PROVIDER", "provider", r => r.Provider),
        new("PRIORITY", "priority", r => Core.Shown.Plain(r.Route.Priority)), new("COST", "cost", r => r.Route.Cost is { } cost ? Core.Shown.Amount(cost) : null),
        new("WEIGHT", "weight", r => Core.Shown.Plain(r.Route.Weight)),
    ];

    private static readonly Argument<string> Destination = new("destination") { Description = "A dial prefix such as +447, a country's two letters such as GB, or * for everything." };

    private static readonly Argument<string> Provider = new("provider") { Description = "The provider's name." };

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("routes", """
            Which providers take texts to which destinations.

            The most specific destination that fits a recipient decides alone: the longest prefix, else the country, else *. Of its
            routes the one with the smallest priority is asked first, then the smallest cost, and among equals chance decides by
            weight. A provider that is down or fails too often is passed over. Without any route every provider takes everything,
            the default one first.
            """);
        group.Subcommands.Add(Set(clock));
        group.Subcommands.Add(List());
        group.Subcommands.Add(Remove());
        return group;
    }

    private static Command Set(TimeProvider clock)
    {
        var priority = new Option<int>("--priority") { Description = "1 to 1000; the smaller number is asked first.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var weight = new Option<int>("--weight") { Description = "1 to 1000; the part that it gets among equals.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var cost = new Option<string?>("--cost") { Description = "What a segment costs you, in US dollars; the cheaper of two with the same priority is asked first.", HelpName = "AMOUNT" };
        return new Command("set", "Sets a route; in force on all nodes within a second.") { Destination, Provider, priority, weight, cost }.Runs(async (parsed, ct) =>
        {
            var request = new SetRoute.Request
            {
                Destination = parsed.GetRequiredValue(Destination),
                Provider = parsed.GetRequiredValue(Provider),
                Priority = parsed.GetValue(priority),
                Weight = parsed.GetValue(weight),
                Cost = parsed.GetValue(cost),
            };
            var route = await CommandLine.With(parsed, db => db.Write(s => SetRoute.Run(s, request, clock.GetUtcNow()), ct));
            Output.One(parsed.GetValue(CommandLine.Json), route, $"Texts to {route.Route.Destination} may go by {route.Provider}.", Columns);
        });
    }

    private static Command List() => new Command("list", "Lists the routes.").Runs(async (parsed, ct) =>
    {
        var routes = await CommandLine.With(parsed, db => db.Read(RouteRows.List, ct));
        Output.List(parsed.GetValue(CommandLine.Json), routes, "No routes: every provider takes everything, the default one first. Set one with: sendapi routes set --help", Columns);
    });

    private static Command Remove() => new Command("remove", "Removes a route.") { Destination, Provider }.Runs(async (parsed, ct) =>
    {
        var removed = await CommandLine.With(parsed, db => db.Write(s => RemoveRoute.Run(s, parsed.GetRequiredValue(Destination), parsed.GetRequiredValue(Provider)), ct));
        Output.One(parsed.GetValue(CommandLine.Json), removed.Destination, $"Removed the route to {removed.Destination} by {removed.Provider}.", new Column<string>("", "destination", d => d));
    });
}
