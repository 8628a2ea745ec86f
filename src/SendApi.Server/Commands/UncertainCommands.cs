using System.CommandLine;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Wiring;
using SendApi.Server.Workers;

namespace SendApi.Server.Commands;

/// <summary>sendapi uncertain list|settle; what they do is what /v1/admin/uncertain does.</summary>
internal static class UncertainCommands
{
    public static Command Make(TimeProvider clock)
    {
        var group = new Command("uncertain", "Messages that may have left, and nobody knows.");
        group.Subcommands.Add(List(clock));
        group.Subcommands.Add(Settle(clock));
        return group;
    }

    private static Command List(TimeProvider clock)
    {
        const int most = 1_000;
        var account = new Option<string?>("--account") { Description = "Only messages of this account.", HelpName = "ACCOUNT" };
        var traffic = new Option<string?>("--class") { Description = $"Only this class: {string.Join(", ", TrafficClasses.Named.Keys)}.", HelpName = "CLASS" };
        var from = new Option<string?>("--from") { Description = "Only messages made at this day or time or later.", HelpName = "TIME" };
        var limit = new Option<int>("--limit") { Description = $"How many, the newest first; at most {most:N0}.", DefaultValueFactory = _ => 100, HelpName = "COUNT" };
        return new Command("list", "Lists the newest of them.") { account, traffic, from, limit }.Runs(async (parsed, ct) =>
        {
            if (parsed.GetValue(limit) is < 1 or > most)
                throw new CommandFault($"The limit is 1 to {most:N0}.");
            var since = parsed.GetValue(from) is { } text ? Rfc3339.ParseTimeOrDay(text) ?? throw new CommandFault("--from takes a day such as 2026-03-09 or a time such as 2026-03-09T14:30:00Z.") : (DateTimeOffset?)null;
            var only = parsed.GetValue(traffic) is { } name ? ReadClass(name) : (TrafficClass?)null;
            var rows = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var whose = parsed.GetValue(account) is { } which ? await AccountCommands.Find(s, which, clock.GetUtcNow()) : null;
                return await UncertainMessages.List(s, new UncertainFilter(whose, only, since, null), null, (0, parsed.GetValue(limit)));
            }, ct));
            Output.List(parsed.GetValue(CommandLine.Json), rows, "No uncertain messages.",
                new("ID", "id", r => r.Id), new("ACCOUNT", "account_id", r => r.AccountId), new("WORLD", "world", r => r.IsTest == 1 ? "test" : "live"), new("TO", "to", r => r.Recipient),
                new("CLASS", "traffic_class", r => ((TrafficClass)r.TrafficClass).Name()), new("PROVIDER", "provider", r => r.Provider), new("PRICE", "price", r => Core.Shown.Amount(r.Price)),
                new("SINCE", "uncertain_since", r => Shown.Time(r.Since)), new("RESENT", "is_spent", r => r.IsQueued == 1 ? "now" : r.IsSpent == 1 ? "no more" : "not yet"),
                new("REASON", "reason", r => r.ErrorMessage));
        });
    }

    private static Command Settle(TimeProvider clock)
    {
        var id = new Argument<string>("id") { Description = "The message's id." };
        var way = new Option<string>("--as") { Description = "delivered: its price is spent. failed: the credit is given back. resend: it is sent once more, and may arrive twice.", Required = true, HelpName = "WAY" };
        return new Command("settle", "Says what became of one, or sends it once more.") { id, way }.Runs(async (parsed, ct) =>
        {
            var (which, asked) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(way));
            if (!Settlement.Ways.TryGetValue(asked, out var status))
                throw new CommandFault($"--as is one of: {string.Join(", ", Settlement.Ways.Keys)}.");
            await CommandLine.With(parsed, db => db.Write(async s =>
            {
                await Door(db, clock).Settle(s, which, status, clock.GetUtcNow());
                return true;
            }, ct));
            Output.One(parsed.GetValue(CommandLine.Json), which, status is null ? $"{which} is sent once more." : $"{which} is settled as {asked}.",
                new("", "id", i => i), new("", "settled_as", _ => asked));
        });
    }

    // A running server finds by itself what is queued here.
    private static Settlement Door(Db db, TimeProvider clock)
    {
        var (calls, options) = (new Calls(), Options.Create(new RoutingOptions()));
        var carriers = new Carriers(options, clock);
        var routing = new Routing(db, new Links(new WorkGate(), carriers), carriers, new RoutingTools(clock, Chance.Next, options));
        return new(new Resending(routing, new Arrivals(calls)), new Publisher(new EventArrivals(calls), clock));
    }

    private static TrafficClass ReadClass(string name) => TrafficClasses.Named.TryGetValue(name, out var traffic) ? traffic
        : throw new CommandFault($"There is no class '{name}'. Classes: {string.Join(", ", TrafficClasses.Named.Keys)}.");
}
