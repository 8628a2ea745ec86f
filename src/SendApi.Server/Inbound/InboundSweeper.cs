using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Inbound;

/// <summary>Looks every few seconds for long texts whose parts do not come, and once an hour forgets what is old.</summary>
internal sealed partial class InboundSweeper(Db db, InboundWriting writing, InboundSweeperTools tools) : BackgroundService
{
    private const int MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), BetweenForgetting = TimeSpan.FromHours(1), SetsKept = TimeSpan.FromHours(1), SeenKept = TimeSpan.FromDays(7);

    private DateTimeOffset _nextForgetting;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Sweep, fault => Failed(tools.Log, fault), tools.Clock, stoppingToken);

    /// <summary>One round of all sweeps.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        foreach (var id in await db.Read(s => InboundParts.Unfinished(s, now - tools.Options.Value.PartsWait, MostInOneGo), ct))
            await db.Write(async s => await InboundParts.GiveUp(s, id, now) is { } text ? await writing.Keep(s, [text], now) : [], ct);
        if (now < _nextForgetting)
            return;

        await Turns.InPortions(MostInOneGo, most => db.Write(s => InboundParts.Forget(s, now - SetsKept, most), ct));
        await Forget("inbound_seen", now - SeenKept, ct);
        await Forget("inbound_replies", now - SeenKept, ct);
        if (tools.Retention.Value.ContentBefore(now) is { } content)
            await Turns.InPortions(MostInOneGo, most => db.Write(s => InboundErasure.Content(s, content, most), ct));
        if (tools.Retention.Value.RecipientsBefore(now) is { } people)
            await Turns.InPortions(MostInOneGo, most => db.Write(s => InboundErasure.People(s, people, most), ct));
        if (tools.Retention.Value.MessagesBefore(now) is { } before)
            await ForgetTexts(Ids.First(Ids.Inbound, before), ct);
        _nextForgetting = now + BetweenForgetting;
    }

    private Task<int> Forget(string table, DateTimeOffset before, CancellationToken ct) => db.Write(s => s.Execute(
        $"DELETE FROM {table} WHERE at <= @before", new { before = before.ToMicros() }), ct);

    private async Task ForgetTexts(string first, CancellationToken ct)
    {
        foreach (var account in (string[])[InboundRow.Nobody, .. await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct)])
            for (var world = 0L; world <= 1; world++)
                await Turns.InPortions(MostInOneGo, most => db.Write(s => s.Execute("""
                    WITH old AS MATERIALIZED (SELECT id FROM inbound_messages WHERE account_id = @account AND is_test = @world AND id < @first ORDER BY id LIMIT @most)
                    DELETE FROM inbound_messages WHERE account_id = @account AND is_test = @world AND id IN (SELECT id FROM old)
                    """, new { account, world, first, most }), ct));
    }

    [LoggerMessage(2701, LogLevel.Warning, "A sweep of inbound texts failed; the next one comes in a few seconds")]
    private static partial void Failed(ILogger log, Exception fault);
}

/// <summary>What the sweeper needs beside the store.</summary>
public sealed record InboundSweeperTools(TimeProvider Clock, IOptions<InboundOptions> Options, IOptions<RetentionOptions> Retention, ILogger<InboundWriting> Log);
