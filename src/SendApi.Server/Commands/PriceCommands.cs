using System.CommandLine;
using SendApi.Server.Ledger;

namespace SendApi.Server.Commands;

/// <summary>sendapi prices import|list</summary>
internal static class PriceCommands
{
    public static Command Make(TimeProvider clock)
    {
        var group = new Command("prices", "The price of a text by dial prefix, for accounts on prepaid plans. Until you import your own list, a sample is in force.");
        group.Subcommands.Add(Import(clock));
        group.Subcommands.Add(List());
        return group;
    }

    private static Command Import(TimeProvider clock)
    {
        var path = new Argument<string>("file") { Description = "A CSV file with the header prefix,country,price and lines such as +44,GB,0.0400 (US dollars a segment); - reads standard input." };
        var command = new Command("import", "Replaces the whole price list, on a running server within a second. A list with a fault changes nothing.") { path };
        return command.Runs(async (parsed, ct) =>
        {
            var where = parsed.GetRequiredValue(path);
            using var file = where == "-" ? Console.In : new StreamReader(where);
            var prices = PriceFile.Read(file);
            await CommandLine.With(parsed, db => db.Write(s => Prices.Import(s, prices, clock.GetUtcNow()), ct));
            Output.One(parsed.GetValue(CommandLine.Json), prices, $"Imported {Core.Shown.Count(prices.Count)} prices.", new Column<IReadOnlyList<SmsPrice>>("", "prices", p => Core.Shown.Plain(p.Count)));
        });
    }

    private static Command List()
    {
        var country = new Option<string?>("--country") { Description = "Only this country, such as GB.", HelpName = "COUNTRY" };
        var command = new Command("list", "Shows the list in force; what it prints with --csv can be edited and imported.") { country };
        var csv = new Option<bool>("--csv") { Description = "Print the CSV that import reads." };
        command.Options.Add(csv);
        return command.Runs(async (parsed, ct) =>
        {
            var wanted = parsed.GetValue(country);
            var list = await CommandLine.With(parsed, db => db.Read(Prices.List, ct));
            var rows = list.All.Where(p => wanted is null || p.Country.Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
            if (parsed.GetValue(csv))
                await Console.Out.WriteLineAsync(PriceFile.Text(rows));
            else
                Output.List(parsed.GetValue(CommandLine.Json), rows, "No price for that country.",
                    new("PREFIX", "prefix", p => p.Prefix), new("COUNTRY", "country", p => p.Country), new("USD A SEGMENT", "price", p => Core.Shown.Amount(p.Amount)));
        });
    }
}
