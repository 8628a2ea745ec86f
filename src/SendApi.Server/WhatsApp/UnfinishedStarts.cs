using SendApi.Core.Sending;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>A session that was to be started at its gateway before it stood in the store.</summary>
public sealed class UnfinishedStart
{
    public string SessionId { get; init; } = "";
    public long IsTest { get; init; }
}

/// <summary>Takes back what a crash left at a gateway: the intention to start a session is written down first, and goes with the transaction that adds the session.</summary>
public sealed partial class UnfinishedStarts(Db db, SessionGateways gateways, TimeProvider clock, ILogger<UnfinishedStarts> log) : BackgroundService
{
    private const int MostInOneGo = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A start that takes longer has failed, here or on another node.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    /// <summary>A session is about to be started at its gateway.</summary>
    public static Task Intend(Db db, string session, long world, DateTimeOffset now) => db.Write(
        s => s.Execute("INSERT INTO whatsapp_starts (session_id, is_test, begun_at) VALUES (@session, @world, @at)", new { session, world, at = now.ToMicros() }), CancellationToken.None);

    /// <summary>It stands in the store, or is gone from its gateway.</summary>
    public static Task<int> Done(Session session, string id) => session.Execute("DELETE FROM whatsapp_starts WHERE session_id = @id", new { id });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Clear, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round.</summary>
    public async Task Clear(CancellationToken ct)
    {
        var before = (clock.GetUtcNow() - LongestStart).ToMicros();
        foreach (var start in await db.Read(s => s.Query<UnfinishedStart>("SELECT session_id, is_test FROM whatsapp_starts WHERE begun_at <= @before ORDER BY begun_at LIMIT @most", new { before, most = MostInOneGo }), ct))
            try
            {
                await gateways.Linked(start.IsTest).Leave(start.SessionId, ct);
                await db.Write(s => Done(s, start.SessionId), ct);
            }
            catch (GatewayFault fault)
            {
                NotCleared(log, start.SessionId, fault.Message); // The next round tries again.
            }
    }

    [LoggerMessage(3851, LogLevel.Warning, "What was left at WhatsApp gateways could not be looked after; the next try comes in a minute")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3852, LogLevel.Information, "Session {SessionId} was begun and not made, and could not be taken back at its gateway yet: {Reason}")]
    private static partial void NotCleared(ILogger log, string sessionId, string reason);
}
