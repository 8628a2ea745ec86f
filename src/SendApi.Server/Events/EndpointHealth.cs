using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>How endpoints answer, as the store knows it. Written when it changes, not with each delivery.</summary>
public static class EndpointHealth
{
    private static readonly Bulk<Failing> Fail = Bulk<Failing>.Insert("webhook_health", """
        ON CONFLICT (webhook_id) DO UPDATE
        SET failures = webhook_health.failures + excluded.failures, failing_since = COALESCE(webhook_health.failing_since, excluded.failing_since),
            paused_until = excluded.paused_until, last_error = excluded.last_error
        """,
        new("webhook_id", f => f.WebhookId), new("failures", Number: f => f.Failures), new("failing_since", Number: f => f.Since.ToMicros()),
        new("paused_until", Number: f => f.PausedUntil?.ToMicros()), new("last_error", f => f.Error));

    private static readonly Bulk<string> Mend = new(
        "UPDATE webhook_health SET failures = 0, failing_since = NULL, paused_until = NULL, last_error = NULL WHERE webhook_id = @webhook_id",
        """
        UPDATE webhook_health h SET failures = 0, failing_since = NULL, paused_until = NULL, last_error = NULL
        FROM v
        WHERE h.webhook_id = v.webhook_id
        """,
        new BulkColumn<string>("webhook_id", id => id));

    /// <summary>Forgets all that is known of an endpoint: it is tried as a new one, and one that was switched off is on again.</summary>
    public static Task Clear(Session session, string webhook) => session.Execute("DELETE FROM webhook_health WHERE webhook_id = @webhook", new { webhook });

    /// <summary>Notes failures and, where an endpoint answered well again, that they are over. One order everywhere, or two nodes would wait for each other.</summary>
    internal static async Task Note(Session session, IEnumerable<Failing> failing, IEnumerable<string> mended)
    {
        await session.Run(Mend, [.. mended.Distinct().Order(StringComparer.Ordinal)]);
        await session.Run(Fail, [.. failing.OrderBy(f => f.WebhookId, StringComparer.Ordinal)]);
    }

    /// <summary>Switches a webhook off; false when it was off already, or is gone.</summary>
    internal static async Task<bool> SwitchOff(Session session, string webhook, string why, DateTimeOffset now) => await session.Execute("""
        UPDATE webhook_health
        SET switched_off_at = @now, switched_off_why = @why
        WHERE webhook_id = @webhook AND switched_off_at IS NULL
        """, new { webhook, why, now = now.ToMicros() }) == 1;

    /// <summary>Notes that an endpoint's queue is at its bound, or is no longer.</summary>
    internal static Task SetFull(Session session, string webhook, DateTimeOffset? since) => session.Execute("""
        INSERT INTO webhook_health (webhook_id, full_since)
        VALUES (@webhook, @since)
        ON CONFLICT (webhook_id) DO UPDATE SET full_since = excluded.full_since
        """, new { webhook, since = since?.ToMicros() });
}

/// <summary>That an endpoint failed, and with what.</summary>
internal sealed record Failing(string WebhookId, long Failures, DateTimeOffset Since, DateTimeOffset? PausedUntil, string Error);
