using Microsoft.Extensions.Options;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Verify;

/// <summary>Ends every second the verifications whose lifetime is over and tells of it, and once an hour forgets what is old.</summary>
internal sealed partial class VerificationSweeper(Db db, Publisher publisher, TimeProvider clock, IOptions<RetentionOptions> retention, ILogger<VerificationSweeper> log) : BackgroundService
{
    private const int MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), BetweenForgetting = TimeSpan.FromHours(1);

    private DateTimeOffset _nextForgetting;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Sweep, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round of all sweeps.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await Turns.InPortions(MostInOneGo, most => db.Write(s => Expire(s, now, most), ct));
        if (now < _nextForgetting)
            return;

        await Turns.InPortions(MostInOneGo, most => db.Write(s => CodeWindows.Forget(s, now, most), ct));
        await Turns.InPortions(MostInOneGo, most => db.Write(s => GuardTrafficRows.Forget(s, now, most), ct));
        if (retention.Value.RecipientsBefore(now) is { } people)
            await Turns.InPortions(MostInOneGo, most => db.Write(s => VerificationErasure.People(s, people, most), ct));
        if (retention.Value.MessagesBefore(now) is { } before)
        {
            await db.Write(s => GuardStops.Forget(s, before), ct);
            foreach (var account in await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct))
                for (var world = 0L; world <= 1; world++)
                {
                    var of = (account, world);
                    await Turns.InPortions(MostInOneGo, most => db.Write(s => VerificationErasure.Forget(s, of, before, most), ct));
                }
        }

        _nextForgetting = now + BetweenForgetting;
    }

    private async Task<int> Expire(Session session, DateTimeOffset now, int most)
    {
        var expired = await session.Query<ExpiredRow>($"""
            WITH over AS MATERIALIZED (
                SELECT account_id, is_test, id
                FROM verifications
                WHERE status = 10 AND expires_at <= @now
                ORDER BY expires_at
                LIMIT @most
                {session.Dialect.SkipLocked})
            UPDATE verifications
            SET status = 30, ended_at = expires_at, {StepRows.Over}
            WHERE status = 10 AND (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM over)
            RETURNING account_id, is_test, id, recipient, channel, expires_at
            """, new { now = now.ToMicros(), most });
        await publisher.Publish(session, expired.ConvertAll(v => new Happening(v.AccountId, v.IsTest, EventNames.VerifyExpired, v.Id, now, ApiJson.Text(new VerifyExpiredData
        {
            VerificationId = v.Id,
            To = v.Recipient,
            Channel = v.Channel,
            ExpiredAt = Times.FromMicros(v.ExpiresAt).UtcDateTime,
        }))));
        return expired.Count;
    }

    private sealed class ExpiredRow
    {
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string Id { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Channel { get; init; } = "";
        public long ExpiresAt { get; init; }
    }

    [LoggerMessage(2813, LogLevel.Warning, "Verifications could not be looked through; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);
}
