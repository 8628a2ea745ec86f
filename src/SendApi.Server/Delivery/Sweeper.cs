using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Looks every second for what nobody else would end: leases of dead workers, overdue messages, receipts that wait, old idempotency records.</summary>
public sealed partial class Sweeper(Db db, Recorder recorder, DispatcherTools tools, ILogger<Sweeper> log) : BackgroundService
{
    private const int MostInOneGo = 500;

    private const string Nobody = "none";

    private static readonly Bulk<SpelledRow> Respell = new(
        "UPDATE orphan_receipts SET provider_id = @provider_id WHERE id = @id",
        "UPDATE orphan_receipts o SET provider_id = v.provider_id FROM v WHERE o.id = v.id",
        new("id", r => r.Id), new("provider_id", r => ProviderIds.Key(r.ProviderId)));

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), OrphansKept = TimeSpan.FromDays(7), SpelledAsItCame = TimeSpan.FromSeconds(3);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Sweep, fault => Failed(log, fault), tools.Clock, stoppingToken);

    /// <summary>One round of all sweeps.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        await EndExpiredLeases(ct);
        await EndOverdue(ct);
        await MatchKeptReceipts(ct);
        var now = tools.Clock.GetUtcNow();
        await db.Write(s => Outbox.EraseSealed(s, now, MostInOneGo), ct);
        await db.Write(s => IdempotencyRecords.Sweep(s, now, MostInOneGo), ct);
        await db.Write(s => s.Execute("DELETE FROM orphan_receipts WHERE received_at <= @oldest", new { oldest = (now - OrphansKept).ToMicros() }), ct);
    }

    /// <summary>An expired lease is not a retry: the dead worker may have sent. What this node itself still has under way belongs to nobody dead, whatever the clock says.</summary>
    private async Task EndExpiredLeases(CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var expired = (await db.Read(s => Outbox.Expired(s, now, MostInOneGo), ct)).FindAll(lease => !tools.UnderWay.Has(lease.MessageId));
        if (expired.Count > 0)
            LeasesExpired(log, expired.Count);
        await Task.WhenAll(expired.Select(lease =>
            recorder.Record(new Attempt(lease, Nobody, new SendOutcome.Unknown(Outbox.WhyUncertain(lease)), now, null))));
    }

    private async Task EndOverdue(CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var token = Ids.New("lease_", now);
        for (var world = 0L; world <= 1; world++)
        {
            var overdue = await db.Write(s => Outbox.ClaimOverdue(s, world, MostInOneGo, token, now, now + tools.Options.Value.Lease), ct);
            await Task.WhenAll(overdue.Select(lease =>
                recorder.Record(new Attempt(lease, Nobody, new SendOutcome.Rejected("expired", "Its validity ended before it could be sent"), now, null))));
        }
    }

    private async Task MatchKeptReceipts(CancellationToken ct)
    {
        var kept = await db.Read(s => s.Query<OrphanRow>("""
            SELECT o.id, o.receipt, o.received_at
            FROM orphan_receipts o
            JOIN provider_messages p ON p.provider = o.provider AND p.provider_id = o.provider_id
            LIMIT @most
            """, new { most = MostInOneGo }), ct);
        await recorder.Record(kept.ConvertAll(k => k.Received()));
        await RespellKeptReceipts(ct);
    }

    /// <summary>A receipt is kept under the id as it came, since a node of an older version may know its message by that. One that waited is then looked for by the one spelling of all ids.</summary>
    private async Task RespellKeptReceipts(CancellationToken ct)
    {
        var spelled = await db.Read(s => s.Query<SpelledRow>("""
            SELECT id, provider_id
            FROM orphan_receipts
            WHERE (provider_id LIKE '0%' OR provider_id <> lower(provider_id)) AND received_at <= @waited
            ORDER BY received_at DESC
            LIMIT @most
            """, new { waited = (tools.Clock.GetUtcNow() - SpelledAsItCame).ToMicros(), most = MostInOneGo }), ct);
        var others = spelled.FindAll(r => ProviderIds.Key(r.ProviderId) != r.ProviderId);
        if (others.Count > 0)
            await db.Write(s => s.Run(Respell, others), ct);
    }

    private sealed class SpelledRow
    {
        public string Id { get; init; } = "";
        public string ProviderId { get; init; } = "";
    }

    [LoggerMessage(2301, LogLevel.Warning, "A sweep failed; the next one comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(2302, LogLevel.Warning, "{Count} leases ended without an answer; their messages are uncertain")]
    private static partial void LeasesExpired(ILogger log, int count);
}
