using System.CommandLine;
using SendApi.Server.Events;
using SendApi.Server.Inbound;
using SendApi.Server.Workers;

namespace SendApi.Server.Commands;

/// <summary>sendapi numbers add|list|remove; what they do is what /v1/admin/numbers does.</summary>
internal static class NumberCommands
{
    private const int Most = 10_000;

    private static readonly Option<string?> Provider = new("--provider") { Description = "Only texts that this provider brings. Without it: whoever brings them.", HelpName = "NAME" };

    private static readonly Column<InboundNumberView>[] Columns =
    [
        new("NUMBER", "number", n => n.Number), new("PROVIDER", "provider", n => n.Provider), new("ACCOUNT", "account_id", n => n.AccountId),
        new("ADDED", "created_at", n => Core.Shown.Time(n.CreatedAt)),
    ];

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("numbers", "The numbers and short codes that people can write to, and which account each belongs to.");
        group.Subcommands.Add(Add(clock));
        group.Subcommands.Add(List());
        group.Subcommands.Add(Remove());
        return group;
    }

    private static Command Add(TimeProvider clock)
    {
        var number = new Argument<string>("number") { Description = "A number in E.164 form, or a short code of 3 to 6 digits." };
        return new Command("add", "Gives a number to an account, and with it the texts to it that were nobody's.") { number, KeyCommands.Account, Provider }.Runs(async (parsed, ct) =>
        {
            var request = new AddNumber.Request { Number = parsed.GetRequiredValue(number), Provider = parsed.GetValue(Provider) };
            // The server that calls the endpoints finds what is queued here by itself.
            var publisher = new Publisher(new EventArrivals(new Calls()), clock);
            var (view, _) = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var account = await AccountCommands.Find(s, parsed.GetRequiredValue(KeyCommands.Account), clock.GetUtcNow());
                return await AddNumber.Run(s, account, request, publisher, clock.GetUtcNow());
            }, ct));
            Output.View(parsed.GetValue(CommandLine.Json), view, $"{view.Number} belongs to {view.AccountId}{(view.Assigned > 0 ? $", with {view.Assigned} texts that were nobody's" : "")}.");
        });
    }

    private static Command List() => new Command("list", "Lists the numbers.").Runs(async (parsed, ct) =>
    {
        var rows = await CommandLine.With(parsed, db => db.Read(s => InboundNumbers.List(s, ("", ""), Most), ct));
        Output.List(parsed.GetValue(CommandLine.Json), rows.ConvertAll(InboundNumberView.Of), "No numbers yet. With a single account all inbound texts are that account's.", Columns);
    });

    private static Command Remove()
    {
        var number = new Argument<string>("number") { Description = "The number or short code." };
        return new Command("remove", "Takes a number away. Texts to it are nobody's from then on; those of the past stay.") { number, Provider }.Runs(async (parsed, ct) =>
        {
            var removed = await CommandLine.With(parsed, db => db.Write(s => RemoveNumber.Run(s, parsed.GetRequiredValue(number), parsed.GetValue(Provider)), ct));
            Output.View(parsed.GetValue(CommandLine.Json), removed, $"Removed {removed.Number}.");
        });
    }
}
