using System.CommandLine;
using SendApi.Server.Nodes;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi nodes, sendapi drain NODE</summary>
internal static class NodeCommands
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static Command Nodes(TimeProvider clock) => new Command("nodes", "Lists the servers on this store: what each does, whether it lives, what it has under way.").Runs(async (parsed, ct) =>
    {
        var (rows, now) = await CommandLine.With(parsed, db => db.Read(async s => (await NodeRows.List(s), await Now(s, clock)), ct));
        Output.List(parsed.GetValue(CommandLine.Json), [.. rows.OrderBy(n => n.Name, StringComparer.Ordinal)], "No server runs on this store. Start one with: sendapi serve", Columns(now));
    });

    public static Command Drain(TimeProvider clock)
    {
        var which = new Argument<string>("NODE") { Description = "Its name or id, as 'sendapi nodes' shows it." };
        var undo = new Option<bool>("--undo") { Description = "Lets the node take work again." };
        var wait = new Option<int>("--wait") { Description = "How many seconds to wait until the node is empty; 0 only asks it to.", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
        var command = new Command("drain", "Empties a node before it is stopped or upgraded: it takes no new work, ends what it began and leaves its binds to others. Answers 1 when it is not empty in time.") { which, undo, wait };
        return command.Runs(async (parsed, ct) =>
        {
            var (json, isUndo) = (parsed.GetValue(CommandLine.Json), parsed.GetValue(undo));
            var node = await CommandLine.With(parsed, async db =>
            {
                var asked = await db.Write(async s => await DrainNode.Run(s, parsed.GetRequiredValue(which), isUndo, await Now(s, clock)), ct);
                return isUndo ? asked : await UntilEmpty(db, asked, TimeSpan.FromSeconds(parsed.GetValue(wait)), clock, ct);
            });
            Output.One(json, node, Says(node, isUndo), Columns(Times.FromMicros(node.SeenAt)));
        });
    }

    private static Column<NodeRow>[] Columns(DateTimeOffset now) =>
    [
        new("NAME", "name", n => n.Name), new("STATE", "state", n => n.StateAt(now)), new("ROLES", "roles", n => n.Roles), new("UNDER WAY", "under_way", n => Core.Shown.Plain(n.UnderWay)),
        new("LIVE LINKS", "live_links", n => n.Links.Length > 0 ? n.Links : null), new("VERSION", "version", n => n.Version),
        new("STARTED", "started_at", n => Shown.Time(n.StartedAt)), new("SEEN", "seen_at", n => Shown.Time(n.SeenAt)), new("ID", "id", n => n.Id),
    ];

    private static string Says(NodeRow node, bool isUndo) => isUndo ? $"{node.Name} takes work again."
        : node.State == NodeStates.Drained ? $"{node.Name} is empty and may be stopped."
        : $"{node.Name} was asked to become empty. See: sendapi nodes";

    /// <summary>The nodes go by the store's time, and so does who looks at them.</summary>
    private static async Task<DateTimeOffset> Now(Session session, TimeProvider clock) =>
        await session.StoreTime() ?? clock.GetUtcNow();

    private static async Task<NodeRow> UntilEmpty(Db db, NodeRow asked, TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            var node = (await db.Read(NodeRows.List, ct)).Find(n => n.Id == asked.Id)
                ?? throw new CommandFault($"{asked.Name} was stopped meanwhile.");
            if (node.State == NodeStates.Drained || atMost == TimeSpan.Zero)
                return node;
            if (clock.GetElapsedTime(began) >= atMost)
                throw new CommandFault($"{node.Name} is not empty yet: {node.UnderWay} under way. It goes on; see: sendapi nodes");
            await Task.Delay(Look, clock, ct);
        }
    }
}
