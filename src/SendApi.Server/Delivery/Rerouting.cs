using System.Globalization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Gives messages that are due and that nobody can take to the next carrier: those of a carrier that is down or was removed, and those for which none was chosen. None of them has left.</summary>
public sealed partial class Rerouting(Db db, Routing routing, Handover handover, RoutingTools tools, ILogger<Rerouting> log) : BackgroundService
{
    private const int MostInOneGo = 500;

    /// <summary>So many of a lane's messages that have no other way are looked through in one go; those behind them wait for the next.</summary>
    private const int MostSkipped = 20_000;

    private static readonly TrafficClass[] Lanes = Enum.GetValues<TrafficClass>();

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Both engines give back the first column of a bulk statement.
    private static readonly Bulk<Given> Give = new(
        "UPDATE outbox SET queue = @queue, route = @route WHERE message_id = @message_id AND queue = @old AND lease_token IS NULL RETURNING message_id",
        "UPDATE outbox o SET queue = v.queue, route = v.route FROM v WHERE o.message_id = v.message_id AND o.queue = v.old AND o.lease_token IS NULL RETURNING o.message_id",
        new("message_id", m => m.Row.MessageId), new("old", m => m.Old), new("queue", m => m.Choice.Queue), new("route", m => m.Choice.Why));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Workers.Turns.Every(Pause, Look, fault => Failed(log, fault), tools.Clock, stoppingToken);

    /// <summary>Looks through all queues once.</summary>
    public async Task Look(CancellationToken ct)
    {
        var table = await routing.Table();
        foreach (var queue in await db.Read(Outbox.Queues, ct))
        {
            if (queue is Queues.Test || Queues.IsSession(queue) || (queue is Queues.LiveSimulator && !table.HasCarriers) || table.Find(queue) is { State: <= CarrierState.Slow })
                continue;

            var from = table.Find(queue);
            if (from is null || table.HasOther(from))
                foreach (var lane in Lanes)
                    await Reroute(table, new(queue, lane, from), ct);
        }
    }

    /// <summary>Moves a lane's messages that are due, a portion at a time. A carrier that has just gone down has a moment to come back.</summary>
    private async Task Reroute(RouteTable table, Source source, CancellationToken ct)
    {
        var due = tools.Clock.GetUtcNow() - (source.Carrier is null ? TimeSpan.Zero : tools.Options.Value.FailoverAfter);
        var (found, skipped) = (MostInOneGo, 0);
        while (found == MostInOneGo && skipped < MostSkipped)
        {
            var (all, moved) = await Move(table, source, (due, skipped), ct);
            (found, skipped) = (all, skipped + all - moved);
        }
    }

    private async Task<(int Found, int Moved)> Move(RouteTable table, Source source, (DateTimeOffset Due, int Skipped) from, CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var (found, moved) = await db.Write(async session =>
        {
            var waiting = await Due(session, source, from);
            var moves = waiting.Select(row => new Given(row, source.Queue, Choose(table, source.Carrier, row))).Where(m => m.Choice.Queue != source.Queue).ToList();
            var given = (await session.Run(Give, moves)).ToHashSet();
            var done = moves.FindAll(m => given.Contains(m.Row.MessageId));
            session.AtCommit(MessageStatements.AddEvent, done.ConvertAll(m => Line(table, m, now)));
            return (waiting.Count, done);
        }, ct);

        foreach (var group in moved.GroupBy(m => m.Choice.Queue))
            handover.Queued(group.Key, group.Count());
        if (moved.Count > 0)
            Rerouted(log, moved.Count, source.Carrier?.Name ?? source.Queue, string.Join(", ", moved.Select(m => m.Choice.Queue).Distinct()));
        return (found, moved.Count);
    }

    /// <summary>The queue that it is in already where no other carrier works.</summary>
    private RouteChoice Choose(RouteTable table, KnownCarrier? from, WaitingRow row)
    {
        if (row.IsTest == 1)
            return new(Queues.Test);

        var to = PhoneNumber.Trusted(row.Recipient);
        var why = from is null ? null : $"{from.Name} {Carriers.Words(from.State)}";
        if (from is not null)
            return table.Next(to, id => id == from.Id || Tried.Read(row.Tried).Has(id), tools.Chance) is { } other ? new(other.Id, why) : new(from.Id);

        return table.Choose(to, tools.Chance) ?? new(!table.HasCarriers && tools.Options.Value.LiveToSimulator ? Queues.LiveSimulator : Queues.Unrouted);
    }

    private static TimelineEvent Line(RouteTable table, Given move, DateTimeOffset now) => new(
        new(move.Row.AccountId, move.Row.IsTest, move.Row.MessageId), Ids.New(Ids.Event, now), now, Timeline.ReroutedType,
        ApiJson.Text(new EventFacts { NextProvider = table.Find(move.Choice.Queue)?.Name ?? move.Choice.Queue, Reason = move.Choice.Why ?? "Its provider is not set up any more." }));

    // A lane, as the index is; the recipient one message at a time, so that the planner has one way only.
    private static Task<List<WaitingRow>> Due(Session session, Source source, (DateTimeOffset Due, int Skipped) from) => session.Query<WaitingRow>($"""
        SELECT o.message_id, o.account_id, o.is_test, o.tried,
            (SELECT m.recipient FROM messages m WHERE m.account_id = o.account_id AND m.is_test = o.is_test AND m.id = o.message_id) AS recipient
        FROM outbox o
        WHERE o.queue = @queue AND o.lane = @lane AND o.due_at <= @due AND o.lease_token IS NULL
        ORDER BY o.due_at
        LIMIT {MostInOneGo.ToString(CultureInfo.InvariantCulture)} OFFSET @skipped
        """, new { queue = source.Queue, lane = (long)source.Lane, due = from.Due.ToMicros(), skipped = from.Skipped });

    /// <summary>The lane of a queue, and the carrier that it is of.</summary>
    private sealed record Source(string Queue, TrafficClass Lane, KnownCarrier? Carrier);

    private sealed record Given(WaitingRow Row, string Old, RouteChoice Choice);

    private sealed class WaitingRow
    {
        public string MessageId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string? Tried { get; init; }
        public string Recipient { get; init; } = "";
    }

    [LoggerMessage(2411, LogLevel.Warning, "A look for messages that no carrier takes failed; the next one comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2412, LogLevel.Warning, "{Count} messages that waited for {Provider} go by another carrier now ({Queues})")]
    private static partial void Rerouted(ILogger log, int count, string provider, string queues);
}
