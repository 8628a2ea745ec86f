using SendApi.Core.Webhooks;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Where deliveries go and what they are signed with, newest secret first.</summary>
public sealed record Endpoint(string Id, string? Url, IReadOnlyList<string> Secrets)
{
    /// <summary>Since when it has answered nothing well, as the store knew when the delivery was claimed.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}

/// <summary>Reads endpoints as they stand.</summary>
public sealed class Endpoints(Secrets secrets)
{
    /// <summary>What the callbacks of an account are signed with until it asks for a secret of its own.</summary>
    public static string CallbackSecret(Secrets secrets, string account, long world) => WebhookSecret.Of(secrets.Derive($"callbacks {account} {world}"));

    /// <summary>The endpoint of a lane, or null when its webhook is deleted or switched off.</summary>
    public async Task<Endpoint?> Find(Session session, ClaimedDelivery delivery, DateTimeOffset now)
    {
        var isCallback = delivery.WebhookId.StartsWith(Publisher.CallbackLane, StringComparison.Ordinal);
        var row = await session.First<Row>(isCallback
            ? "SELECT secret, previous_secret, previous_until FROM callback_secrets WHERE account_id = @AccountId AND is_test = @World"
            : """
            SELECT w.url, w.secret, w.previous_secret, w.previous_until, h.failing_since
            FROM webhooks w
            LEFT JOIN webhook_health h ON h.webhook_id = w.id
            WHERE w.account_id = @AccountId AND w.is_test = @World AND w.id = @WebhookId AND w.is_active = 1 AND h.switched_off_at IS NULL
            """, new { delivery.AccountId, delivery.World, delivery.WebhookId });
        if (row is null)
            return isCallback ? new Endpoint(delivery.WebhookId, null, [CallbackSecret(secrets, delivery.AccountId, delivery.World)]) : null;

        List<string> valid = [secrets.Unseal(row.Secret)];
        if (row.PreviousSecret is { } previous && row.PreviousUntil > now.ToMicros())
            valid.Add(secrets.Unseal(previous));
        return new Endpoint(delivery.WebhookId, row.Url, valid) { FailingSince = Times.FromMicros(row.FailingSince) };
    }

    private sealed class Row
    {
        public string? Url { get; init; }
        public string Secret { get; init; } = "";
        public string? PreviousSecret { get; init; }
        public long? PreviousUntil { get; init; }
        public long? FailingSince { get; init; }
    }
}
