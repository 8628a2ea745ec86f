using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Deletes messages that are old and over, with their timelines, and what receipts are matched by once none can be expected. The ledger and the counters stay.</summary>
/// <remarks>It goes in portions and rests after each, so that no request waits for it: on SQLite there is one writer for all.</remarks>
internal sealed partial class Forgetting(Db db, TimeProvider clock, IOptions<RetentionOptions> options, ILogger<Forgetting> log) : BackgroundService
{
    private const int DeletedInOneGo = 200, ReadInOneGo = 2_000;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1), Rest = TimeSpan.FromMilliseconds(50), BetweenWalks = TimeSpan.FromDays(1);

    // Joined row by row: of a list of ids PostgreSQL's planner may make a filter, and read all messages of the account.
    // What is not in the queue has nothing before it but a receipt, and those come within days: it is over, whatever its status.
    private static readonly Bulk<Old> Messages = new(
        """
        DELETE FROM messages
        WHERE account_id = @account_id AND is_test = @is_test AND id = @id AND updated_at < @before_time AND NOT EXISTS (SELECT 1 FROM outbox WHERE message_id = @id)
        RETURNING id
        """,
        """
        DELETE FROM messages m USING v
        WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.id AND m.updated_at < v.before_time
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = v.id)
        RETURNING m.id
        """,
        new("account_id", o => o.Account), new("is_test", Number: o => o.World), new("id", o => o.Id), new("before_time", Number: o => o.Before.ToMicros()));

    private static readonly Bulk<Old> Timelines = new(
        "DELETE FROM message_events WHERE account_id = @account_id AND message_id = @id",
        "DELETE FROM message_events e USING v WHERE e.account_id = v.account_id AND e.message_id = v.id",
        new("account_id", o => o.Account), new("id", o => o.Id));

    private static readonly Bulk<OldPart> Parts = new(
        "DELETE FROM provider_messages WHERE provider_id = @provider_id AND provider = @provider AND created_at < @before_time",
        "DELETE FROM provider_messages p USING v WHERE p.provider_id = v.provider_id AND p.provider = v.provider AND p.created_at < v.before_time",
        new("provider_id", o => o.ProviderId), new("provider", o => o.Provider), new("before_time", Number: o => o.Before.ToMicros()));

    private DateTimeOffset _nextWalk;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Forget, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round; the receipts' table has no order of time and is walked through once a day.</summary>
    public async Task Forget(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now >= _nextWalk && options.Value.ReceiptsBefore(now) is { } sentBefore)
        {
            await ForgetParts(sentBefore, ct);
            _nextWalk = now + BetweenWalks;
        }

        if (options.Value.ExchangesBefore(now) is { } saidBefore)
            while (await db.Write(s => ExchangeRows.Forget(s, saidBefore, DeletedInOneGo), ct) == DeletedInOneGo)
                await Task.Delay(Rest, clock, ct);

        if (options.Value.MessagesBefore(now) is not { } before)
            return;
        var forgotten = 0;
        foreach (var account in await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct))
            for (var world = 0L; world <= 1; world++)
            {
                foreach (var prefix in MessageRows.Prefixes)
                    forgotten += await ForgetMessages((account, world), prefix, before, ct);
                while (await db.Write(s => BatchRows.Forget(s, (account, world), before, DeletedInOneGo), ct) == DeletedInOneGo)
                    await Task.Delay(Rest, clock, ct);
            }

        if (forgotten > 0)
            Forgot(log, forgotten);
    }

    /// <summary>In the order of ids, which is that of time; those that must stay are passed by.</summary>
    private async Task<int> ForgetMessages((string Account, long World) whose, string prefix, DateTimeOffset before, CancellationToken ct)
    {
        var (account, world) = whose;
        var (after, end, forgotten) = (prefix, Ids.First(prefix, before), 0);
        while (true)
        {
            var ids = await db.Read(s => s.Query<string>("""
                SELECT id
                FROM messages
                WHERE account_id = @account AND is_test = @world AND id > @after AND id < @end
                ORDER BY id
                LIMIT @most
                """, new { account, world, after, end, most = DeletedInOneGo }), ct);
            if (ids.Count > 0)
                forgotten += await db.Write(s => Delete(s, ids.ConvertAll(id => new Old(account, world, id, before))), ct);
            if (ids.Count < DeletedInOneGo)
                return forgotten;

            after = ids[^1];
            await Task.Delay(Rest, clock, ct);
        }
    }

    private static async Task<int> Delete(Session session, IReadOnlyCollection<Old> old)
    {
        var gone = (await session.Run(Messages, old)).ToHashSet();
        await session.Run(Timelines, [.. old.Where(o => gone.Contains(o.Id))]);
        return gone.Count;
    }

    private async Task ForgetParts(DateTimeOffset before, CancellationToken ct)
    {
        for (var last = new PartKey(); ;)
        {
            var page = await db.Read(s => s.Query<PartKey>("""
                SELECT provider_id, provider, created_at
                FROM provider_messages
                WHERE (provider_id, provider) > (@ProviderId, @Provider)
                ORDER BY provider_id, provider
                LIMIT @most
                """, new { last.ProviderId, last.Provider, most = ReadInOneGo }), ct);
            foreach (var old in page.Where(p => p.CreatedAt < before.ToMicros()).Select(p => new OldPart(p.Provider, p.ProviderId, before)).Chunk(DeletedInOneGo))
            {
                await db.Write(s => s.Run(Parts, old), ct);
                await Task.Delay(Rest, clock, ct);
            }

            if (page.Count < ReadInOneGo)
                return;
            last = page[^1];
            await Task.Delay(Rest, clock, ct);
        }
    }

    private sealed record Old(string Account, long World, string Id, DateTimeOffset Before);

    private sealed record OldPart(string Provider, string ProviderId, DateTimeOffset Before);

    private sealed class PartKey
    {
        public string ProviderId { get; init; } = "";
        public string Provider { get; init; } = "";
        public long CreatedAt { get; init; }
    }

    [LoggerMessage(2311, LogLevel.Warning, "Old messages could not be forgotten; the next try comes in an hour")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2312, LogLevel.Information, "{Count} old messages were forgotten")]
    private static partial void Forgot(ILogger log, int count);
}
