using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>What the operations that change webhooks need.</summary>
public sealed record WebhookChanges(Idempotency Idempotency, Secrets Secrets, Replays Replays, EventArrivals Arrivals, OutboundUrl Urls, TimeProvider Clock)
{
    /// <summary>How long a secret is still signed with after another took its place.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);
}
