using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>One look at a session: what the gateway says, what that proves, and who is told of it.</summary>
public sealed class SessionLooks(Db db, Publisher publisher, SessionGateways gateways, TimeProvider clock)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30), SettledCloud = TimeSpan.FromMinutes(5), Unsettled = TimeSpan.FromSeconds(2), LongestWait = TimeSpan.FromMinutes(1);

    private const int MostDoublings = 5;

    public SessionGateways Gateways => gateways;

    /// <summary>Looks at a session that this owner holds, and writes down what is proven; null when it is held by another node by now, or gone.</summary>
    public async Task<SessionRow?> Look(string owner, SessionRow row, CancellationToken ct)
    {
        var (proved, code) = await Ask(row, ct);
        var lookAt = clock.GetUtcNow() + Wait(proved);
        return await db.Write(async session =>
        {
            if (!await HeldSessions.Proved(session, owner, proved, lookAt))
                return null;

            await publisher.Publish(session, SessionNews.Of(row, proved, code));
            return proved;
        }, ct);
    }

    private async Task<(SessionRow Proved, PairingCode? Code)> Ask(SessionRow row, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        try
        {
            var gateway = gateways.Of(row);
            var look = await gateway.Look(row.Id, ct);
            var isStarted = look.State is GatewayState.Missing or GatewayState.Stopped or GatewayState.Failed && SessionStatuses.MayStart(row.State, Times.FromMicros(row.RestartedAt), now);
            if (isStarted)
                await gateway.Start(row.Id, ct);
            var proved = Proved(row, look, now);
            if (proved.State == SessionStatus.Banned && (isStarted || row.State != SessionStatus.Banned))
                proved = proved with { RestartedAt = now.ToMicros() };
            var isNews = proved.State == SessionStatus.Disconnected && row.State != SessionStatus.Disconnected;
            var code = isNews && look.State == GatewayState.WaitsForScan ? await gateways.Linked(row.IsTest).Code(row.Id, ct) : null;
            return (proved, code is null ? null : PairingCode.Of(code, now));
        }
        catch (GatewayFault)
        {
            // Nothing is proven: not that it is connected, and not that its phone is gone. Who was pending or disconnected is that still.
            var status = row.State is SessionStatus.Connected or SessionStatus.Degraded ? SessionStatus.Connecting : row.State;
            return (With(row, status, now) with { Failures = row.Failures + 1 }, null);
        }
    }

    /// <summary>What a look proves of a session.</summary>
    internal static SessionRow Proved(SessionRow row, GatewayLook look, DateTimeOffset now)
    {
        var status = SessionStatuses.After(row.State, SessionStatuses.Proven(look, row.PhoneNumber is not null));
        var proved = With(row, status, now) with { Failures = 0 };
        return status != SessionStatus.Connected ? proved : proved with
        {
            LastSeenAt = now.ToMicros(),
            PhoneNumber = look.Phone,
            // Another phone is a new number, and is warmed up as one.
            PairedAt = row.PhoneNumber == look.Phone ? row.PairedAt ?? now.ToMicros() : now.ToMicros(),
        };
    }

    private static SessionRow With(SessionRow row, SessionStatus status, DateTimeOffset now) =>
        row.State == status ? row : row with { Status = (long)status, StatusAt = now.ToMicros() };

    private static TimeSpan Wait(SessionRow row)
    {
        if (row.Failures == 0)
            return row.State is SessionStatus.Pending or SessionStatus.Connecting or SessionStatus.Degraded ? Unsettled : row.IsCloud ? SettledCloud : Settled;

        var wait = Unsettled * Math.Pow(2, Math.Min(row.Failures, MostDoublings));
        return wait < LongestWait ? wait : LongestWait;
    }
}
