using System.CommandLine;
using SendApi.Core;
using SendApi.Server.Senders;

namespace SendApi.Server.Commands;

/// <summary>sendapi senders list|approve|reject</summary>
internal static class SenderCommands
{
    private const int MostListed = 1_000;

    private static readonly Argument<string> Id = new("id") { Description = "The sender's id, from sendapi senders list." };

    private static readonly Column<SenderRow>[] Columns =
    [
        new("ID", "id", r => r.Id), new("ACCOUNT", "account_id", r => r.AccountId), new("SENDER", "sender_id", r => r.Name), new("KIND", "kind", r => r.Kind),
        new("COUNTRIES", "countries", r => r.Countries), new("STATUS", "status", r => r.Status), new("SINCE", "created_at", r => Shown.Time(r.CreatedAt)),
    ];

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("senders", "Senders that accounts registered for their live messages, and whether they may use them.");
        group.Subcommands.Add(List());
        group.Subcommands.Add(Approve(clock));
        group.Subcommands.Add(Reject(clock));
        return group;
    }

    private static Command List()
    {
        var status = new Option<string>("--status") { Description = $"{string.Join(", ", SenderStatuses.All.Keys)}.", DefaultValueFactory = _ => SenderStatus.Pending.Name(), HelpName = "STATUS" };
        return new Command("list", $"Lists the senders that wait for a decision, the oldest first; at most {MostListed:N0}.") { status }.Runs(async (parsed, ct) =>
        {
            var wanted = SenderStatuses.Named(parsed.GetRequiredValue(status)) ?? throw new CommandFault($"The status is one of: {string.Join(", ", SenderStatuses.All.Keys)}.");
            var rows = await CommandLine.With(parsed, db => db.Read(s => SenderRows.InStatus(s, wanted, null, (0, MostListed)), ct));
            Output.List(parsed.GetValue(CommandLine.Json), rows, $"No {wanted.Name()} senders.", Columns);
        });
    }

    private static Command Approve(TimeProvider clock) => new Command("approve", "Lets live messages leave with a sender, within a second.") { Id }.Runs((parsed, ct) =>
        Decide(parsed, SenderStatus.Approved, null, clock, ct));

    private static Command Reject(TimeProvider clock)
    {
        var reason = new Option<string>("--reason") { Description = "Why; the account is told.", Required = true, HelpName = "TEXT" };
        return new Command("reject", "Refuses live messages with a sender.") { Id, reason }.Runs((parsed, ct) =>
            Decide(parsed, SenderStatus.Rejected, DecideSender.ReadReason(parsed.GetRequiredValue(reason)), clock, ct));
    }

    private static async Task Decide(ParseResult parsed, SenderStatus status, string? reason, TimeProvider clock, CancellationToken ct)
    {
        var row = await CommandLine.With(parsed, db => db.Write(s => DecideSender.Run(s, parsed.GetRequiredValue(Id), status, reason, clock.GetUtcNow()), ct));
        Output.One(parsed.GetValue(CommandLine.Json), row, $"{row.Name} is {row.Status}.", Columns);
    }
}
