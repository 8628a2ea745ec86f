using System.CommandLine;
using System.Globalization;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Ledger;
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
            var route = new NamedRoute(new CarrierRoute
            {
                Destination = ReadDestination(parsed.GetRequiredValue(Destination)),
                Priority = Between(parsed.GetValue(priority), "--priority"),
                Weight = Between(parsed.GetValue(weight), "--weight"),
                Cost = ReadCost(parsed.GetValue(cost)),
            }, parsed.GetRequiredValue(Provider));
            if (!await CommandLine.With(parsed, db => db.Write(s => RouteRows.Set(s, route, clock.GetUtcNow()), ct)))
                throw new CommandFault($"There is no provider '{route.Provider}'. See: sendapi providers list");
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
        var (destination, provider) = (ReadDestination(parsed.GetRequiredValue(Destination)), parsed.GetRequiredValue(Provider));
        if (!await CommandLine.With(parsed, db => db.Write(s => RouteRows.Remove(s, destination, provider), ct)))
            throw new CommandFault($"{provider} has no route to {destination}. See: sendapi routes list");
        Output.One(parsed.GetValue(CommandLine.Json), destination, $"Removed the route to {destination} by {provider}.", new Column<string>("", "destination", d => d));
    });

    private static string ReadDestination(string text)
    {
        var destination = text.Trim().ToUpperInvariant();
        var isPrefix = destination is ['+', >= '1' and <= '9', ..] && destination.Length <= 16 && destination.Skip(1).All(char.IsAsciiDigit);
        return isPrefix || destination == RouteTable.Everything || PhoneNumber.IsCountry(destination) ? destination
            : throw new CommandFault("A destination is a dial prefix such as +447, a country's two letters such as GB, or * for everything.");
    }

    private static int Between(int value, string option) => value is >= 1 and <= 1000 ? value
        : throw new CommandFault(string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be 1 to 1000."));

    private static long? ReadCost(string? text) => text is null ? null
        : Amounts.Read(text) is { } cost and >= 0 ? cost
        : throw new CommandFault("--cost must be an amount in US dollars with at most six places, such as 0.0125.");
}
