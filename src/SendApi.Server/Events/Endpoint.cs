using SendApi.Core.Webhooks;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>Where deliveries go and what they are signed with, newest secret first.</summary>
public sealed record Endpoint(string Id, string? Url, IReadOnlyList<string> Secrets)
{
    /// <summary>Since when it has answered nothing well, as the store knew when the delivery was claimed.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}

/// <summary>The event that is delivered: when it happened, and its <c>data</c> as JSON.</summary>
public sealed record DeliveryContent(DateTimeOffset At, string Data);

/// <summary>What a delivery needs beside its queue entry. No endpoint: its webhook is deleted or switched off. No content: the event is kept no longer.</summary>
public sealed record Loaded(Endpoint? Endpoint, DeliveryContent? Content);

/// <summary>Reads endpoints and events as they stand.</summary>
public sealed class Endpoints(Secrets secrets)
{
    /// <summary>What the callbacks of an account are signed with until it asks for a secret of its own.</summary>
    public static string CallbackSecret(Secrets secrets, string account, long world) => WebhookSecret.Of(secrets.Derive($"callbacks {account} {world}"));

    /// <summary>What claimed deliveries need, by their ids.</summary>
    public async Task<Dictionary<string, Loaded>> Load(Session session, IEnumerable<ClaimedDelivery> claimed, DateTimeOffset now)
    {
        var ids = claimed.Select(c => c.Id).ToList();
        if (ids.Count == 0)
            return [];

        var rows = await session.Query<Row>($"""
            SELECT q.id, q.webhook_id, q.account_id, q.is_test, e.at, e.data, w.url, w.is_active, h.failing_since, h.switched_off_at,
                COALESCE(w.secret, c.secret) AS secret, COALESCE(w.previous_secret, c.previous_secret) AS previous_secret, COALESCE(w.previous_until, c.previous_until) AS previous_until
            FROM webhook_queue q
            LEFT JOIN events e ON e.account_id = q.account_id AND e.is_test = q.is_test AND e.id = q.event_id
            LEFT JOIN webhooks w ON w.account_id = q.account_id AND w.is_test = q.is_test AND w.id = q.webhook_id
            LEFT JOIN callback_secrets c ON q.url IS NOT NULL AND c.account_id = q.account_id AND c.is_test = q.is_test
            LEFT JOIN webhook_health h ON h.webhook_id = q.webhook_id
            WHERE {session.Dialect.In("q.id", "ids")}
            """, new { ids });
        var endpoints = rows.DistinctBy(r => r.WebhookId).ToDictionary(r => r.WebhookId, r => Read(r, now));
        return rows.ToDictionary(r => r.Id, r => new Loaded(endpoints[r.WebhookId], r.Data is null ? null : new(Times.FromMicros(r.At), r.Data)));
    }

    private Endpoint? Read(Row row, DateTimeOffset now)
    {
        var isCallback = LaneNames.IsCallback(row.WebhookId);
        if (!isCallback && (row.IsActive != 1 || row.SwitchedOffAt is not null))
            return null;
        if (row.Secret is null)
            return new(row.WebhookId, null, [CallbackSecret(secrets, row.AccountId, row.IsTest)]);

        List<string> valid = [secrets.Unseal(row.Secret)];
        if (row.PreviousSecret is { } previous && row.PreviousUntil > now.ToMicros())
            valid.Add(secrets.Unseal(previous));
        return new(row.WebhookId, row.Url, valid) { FailingSince = isCallback ? null : Times.FromMicros(row.FailingSince) };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string WebhookId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public long At { get; init; }
        public string? Data { get; init; }
        public string? Url { get; init; }
        public long IsActive { get; init; }
        public long? FailingSince { get; init; }
        public long? SwitchedOffAt { get; init; }
        public string? Secret { get; init; }
        public string? PreviousSecret { get; init; }
        public long? PreviousUntil { get; init; }
    }
}
