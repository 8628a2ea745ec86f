using System.CommandLine;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Suppressions;

namespace SendApi.Server.Commands;

/// <summary>sendapi suppressions add|list|remove|import|export</summary>
internal static class SuppressionCommands
{
    private const string Source = "cli";

    private static readonly Option<bool> Test = new("--test") { Description = "The list for test keys, in place of the one for live messages." };

    private static readonly Option<string> Channel = new("--channel")
    {
        Description = $"{string.Join(", ", Suppressed.Channels)}.",
        DefaultValueFactory = _ => Suppressed.AllChannels,
        HelpName = "CHANNEL",
    };

    private static readonly Column<SuppressionRow>[] Columns =
    [
        new("ID", "id", r => r.Id), new("ADDRESS", "address", r => r.Address), new("CHANNEL", "channel", r => r.Channel), new("REASON", "reason", r => r.Reason),
        new("SOURCE", "source", r => r.Source), new("SINCE", "created_at", r => Shown.Time(r.CreatedAt)),
    ];

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("suppressions", "Addresses that get nothing more. In force with the next message.");
        group.Subcommands.Add(Add(clock));
        group.Subcommands.Add(List(clock));
        group.Subcommands.Add(Remove(clock));
        group.Subcommands.Add(SuppressionFiles.Import(clock, Test));
        group.Subcommands.Add(SuppressionFiles.Export(clock, Test, Columns));
        return group;
    }

    /// <summary>The list that a command line means.</summary>
    public static async Task<SuppressionList> FindList(Db db, ParseResult parsed, TimeProvider clock, CancellationToken ct) => new(
        (await db.Write(s => KeyCommands.FindAccount(s, parsed.GetRequiredValue(KeyCommands.Account), clock.GetUtcNow()), ct)).Id, parsed.GetValue(Test) ? 1 : 0);

    private static Command Add(TimeProvider clock)
    {
        var address = new Argument<string>("address") { Description = "A phone number in E.164 form or an email address." };
        var reason = new Option<string>("--reason") { Description = "Why, in a few words.", DefaultValueFactory = _ => "manual", HelpName = "TEXT" };
        return new Command("add", "Puts an address on the list. One that is there already keeps its entry.") { address, Channel, reason, KeyCommands.Account, Test }.Runs(async (parsed, ct) =>
        {
            var (channel, why) = (ReadChannel(parsed.GetRequiredValue(Channel)), parsed.GetRequiredValue(reason).Trim());
            var wanted = new Suppressed(ReadAddress(parsed.GetRequiredValue(address), channel), channel, why.Length > 0 ? why : "manual");
            if (Suppressed.ReasonFault(wanted.Reason) is { } fault)
                throw new CommandFault(fault);
            var entry = await CommandLine.With(parsed, async db =>
            {
                var list = await FindList(db, parsed, clock, ct);
                return await db.Write(s => SuppressionRows.AddOrFind(s, list.Entry(wanted, Source, clock.GetUtcNow())), ct);
            });
            Output.One(parsed.GetValue(CommandLine.Json), entry, $"{entry.Address} is on the list for {entry.Channel} ({entry.Reason}, since {Shown.Time(entry.CreatedAt)}).", Columns);
        });
    }

    private static Command List(TimeProvider clock)
    {
        const int most = 1_000;
        var address = new Option<string?>("--address") { Description = "Only this address.", HelpName = "ADDRESS" };
        var channel = new Option<string?>("--channel") { Description = $"Only entries for this channel: {string.Join(", ", Suppressed.Channels)}.", HelpName = "CHANNEL" };
        var limit = new Option<int>("--limit") { Description = $"How many, the newest first; at most {most:N0}. The whole list: sendapi suppressions export.", DefaultValueFactory = _ => 100, HelpName = "COUNT" };
        return new Command("list", "Lists the newest entries.") { address, channel, limit, KeyCommands.Account, Test }.Runs(async (parsed, ct) =>
        {
            if (parsed.GetValue(limit) is < 1 or > most)
                throw new CommandFault($"The limit is 1 to {most:N0}.");
            var filter = new SuppressionFilter(
                parsed.GetValue(address) is { } text ? ReadAddress(text, Suppressed.AllChannels) : null, parsed.GetValue(channel) is { } name ? ReadChannel(name) : null, null, null);
            var page = await CommandLine.With(parsed, async db =>
            {
                var list = await FindList(db, parsed, clock, ct);
                return await db.Read(s => SuppressionPages.Read(s, list, filter, new PageRequest(1, parsed.GetValue(limit), null)), ct);
            });
            Output.List(parsed.GetValue(CommandLine.Json), page.Rows, "No suppressed addresses.", Columns);
        });
    }

    private static Command Remove(TimeProvider clock)
    {
        var which = new Argument<string>("which") { Description = "The entry's id, or its address." };
        var channel = new Option<string?>("--channel") { Description = "With an address: only its entry for this channel.", HelpName = "CHANNEL" };
        return new Command("remove", "Takes an entry off the list, or all entries of an address.") { which, channel, KeyCommands.Account, Test }.Runs(async (parsed, ct) =>
        {
            var wanted = parsed.GetRequiredValue(which);
            var only = parsed.GetValue(channel) is { } name ? ReadChannel(name) : null;
            var address = Ids.IsId(Ids.Suppression, wanted) ? null : ReadAddress(wanted, Suppressed.AllChannels);
            var removed = await CommandLine.With(parsed, async db =>
            {
                var list = await FindList(db, parsed, clock, ct);
                return await db.Write(async s =>
                {
                    var found = address is not null ? await SuppressionRows.OfAddress(s, list, address) : await SuppressionRows.Find(s, list, wanted) is { } one ? [one] : [];
                    found.RemoveAll(r => r.Channel != (only ?? r.Channel));
                    foreach (var row in found)
                        await SuppressionRows.Remove(s, list, row.Id);
                    return found;
                }, ct);
            });
            if (removed.Count == 0)
                throw new CommandFault($"'{wanted}' is not on the list. See: sendapi suppressions list");
            if (parsed.GetValue(CommandLine.Json))
                Output.List(true, removed, "", Columns);
            else
                foreach (var row in removed)
                    await Console.Out.WriteLineAsync($"Removed {row.Address} for {row.Channel}.");
        });
    }

    private static string ReadChannel(string name) =>
        Suppressed.Channels.Contains(name) ? name : throw new CommandFault($"There is no channel '{name}'. Channels: {string.Join(", ", Suppressed.Channels)}.");

    private static string ReadAddress(string text, string channel) =>
        Suppressed.ReadAddress(text, channel, out var address) is { } fault ? throw new CommandFault(fault) : address;
}
