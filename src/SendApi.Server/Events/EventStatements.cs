using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>The bulk statements of events and their deliveries.</summary>
internal static class EventStatements
{
    private const string Delivery = "account_id, is_test, id, webhook_id, event_id, type, subject, url, status, attempts, created_at, updated_at, next_attempt_at, log";

    private const string Entry = "id, webhook_id, account_id, is_test, event_id, type, subject, url, created_at, due_at, attempt";

    public static readonly Bulk<StoredEvent> AddEvent = Bulk<StoredEvent>.Insert("events", "",
        new("account_id", e => e.AccountId), new("is_test", Number: e => e.World), new("id", e => e.Id), new("type", e => e.Type),
        new("subject", e => e.Subject), new("at", Number: e => e.At.ToMicros()), new("data", e => e.Data));

    /// <summary>A delivery that is to be made. One whose subject waits already for a later time waits with it.</summary>
    public static readonly Bulk<NewDelivery> Queue = new(
        $"""
        INSERT INTO webhook_queue ({Entry})
        VALUES (@id, @webhook_id, @account_id, @is_test, @event_id, @type, @subject, @url, @at, {DueWithItsSubject("@webhook_id", "@subject", "@at")}, @attempt)
        """,
        $"""
        INSERT INTO webhook_queue ({Entry})
        SELECT v.id, v.webhook_id, v.account_id, v.is_test, v.event_id, v.type, v.subject, v.url, v.at, {DueWithItsSubject("v.webhook_id", "v.subject", "v.at")}, v.attempt FROM v
        """,
        [.. OfDelivery, new("attempt", Number: d => d.AttemptsMade)]);

    /// <summary>A delivery to an endpoint whose queue is at its bound: written down, never tried.</summary>
    public static readonly Bulk<NewDelivery> Drop = new(
        $"""
        INSERT INTO webhook_deliveries ({Delivery})
        VALUES (@account_id, @is_test, @id, @webhook_id, @event_id, @type, @subject, @url, 30, 0, @at, @at, NULL, @log)
        """,
        $"""
        INSERT INTO webhook_deliveries ({Delivery})
        SELECT account_id, is_test, id, webhook_id, event_id, type, subject, url, 30, 0, at, at, NULL, log FROM v
        """,
        [.. OfDelivery, new("log", d => ApiJson.Text(new AttemptLine(d.At.UtcDateTime) { Error = "Not queued: the endpoint's queue was at its bound." }))]);

    public static readonly Bulk<StreamEntry> QueueForListener = Bulk<StreamEntry>.Insert("webhook_queue", "",
        new("id", e => e.Id), new("webhook_id", e => e.ListenerId), new("account_id", e => e.Event.AccountId), new("is_test", Number: e => e.Event.World),
        new("event_id", e => e.Event.Id), new("type", e => e.Event.Type), new("subject", e => e.Event.Subject),
        new("created_at", Number: e => e.Event.At.ToMicros()), new("due_at", Number: e => e.Event.At.ToMicros()), new("attempt", Number: _ => 0));

    /// <summary>With this begins a line that names an endpoint, not a delivery.</summary>
    public const string More = "more ";

    /// <summary>
    /// Ends a lease and its queue entry, and answers the delivery; one whose lease was lost is not answered.
    /// A further line, <see cref="More"/> and the endpoint, says that something about the same subject waited for this.
    /// </summary>
    public static readonly Bulk<FinishedAttempt> Finish = new(
        $"""
        SELECT '{More}' || webhook_id FROM webhook_queue WHERE subject = @subject AND place > @place AND webhook_id || '' = @webhook LIMIT 1;
        DELETE FROM webhook_queue WHERE id = @id AND lease_token = @token RETURNING id
        """,
        $"""
        , ended AS (DELETE FROM webhook_queue q USING v WHERE q.id = v.id AND q.lease_token = v.token RETURNING q.id, q.webhook_id, q.subject, q.place)
        SELECT id FROM ended
        UNION ALL
        SELECT '{More}' || e.webhook_id
        FROM ended e
        JOIN webhook_queue q ON q.subject = e.subject AND q.place > e.place AND q.webhook_id || '' = e.webhook_id
        """,
        [.. OfLease, .. OfSubject]);

    /// <summary>Ends a lease and makes its entry due again later, and with it what comes after it about the same subject.</summary>
    public static readonly Bulk<FinishedAttempt> Postpone = new(
        """
        UPDATE webhook_queue SET due_at = @due
        WHERE subject = @subject AND place > @place AND webhook_id || '' = @webhook AND due_at < @due AND lease_token IS NULL;
        UPDATE webhook_queue SET lease_token = NULL, due_at = @due, attempt = attempt + 1 WHERE id = @id AND lease_token = @token RETURNING id
        """,
        """
        , after AS (
            UPDATE webhook_queue q SET due_at = v.due
            FROM v
            WHERE q.subject = v.subject AND q.place > v.place AND q.webhook_id || '' = v.webhook AND q.due_at < v.due AND q.lease_token IS NULL)
        UPDATE webhook_queue q SET lease_token = NULL, due_at = v.due, attempt = q.attempt + 1
        FROM v
        WHERE q.id = v.id AND q.lease_token = v.token
        RETURNING q.id
        """,
        [.. OfLease, .. OfSubject, new("due", Number: a => a.DueAgain?.ToMicros())]);

    /// <summary>Writes down what an attempt brought, the first one with the delivery itself.</summary>
    public static readonly Bulk<FinishedAttempt> Log = Bulk<FinishedAttempt>.Insert("webhook_deliveries", """
        ON CONFLICT (account_id, is_test, id) DO UPDATE
        SET status = excluded.status, attempts = webhook_deliveries.attempts + excluded.attempts, updated_at = excluded.updated_at,
            next_attempt_at = excluded.next_attempt_at, log = webhook_deliveries.log || ',' || excluded.log
        """,
        new("account_id", a => a.Delivery.AccountId), new("is_test", Number: a => a.Delivery.World), new("id", a => a.Delivery.Id),
        new("webhook_id", a => a.Delivery.WebhookId), new("event_id", a => a.Delivery.EventId), new("type", a => a.Delivery.Type), new("subject", a => a.Delivery.Subject),
        new("url", a => a.Delivery.Url), new("status", Number: a => (long)a.Status), new("attempts", Number: a => a.Status is DeliveryStatus.Canceled ? 0 : 1),
        new("created_at", Number: a => a.Delivery.CreatedAt.ToMicros()), new("updated_at", Number: a => a.At.ToMicros()),
        new("next_attempt_at", Number: a => a.DueAgain?.ToMicros()), new("log", a => ApiJson.Text(a.Line)));

    private static BulkColumn<NewDelivery>[] OfDelivery =>
    [
        new("account_id", d => d.Event.AccountId), new("is_test", Number: d => d.Event.World), new("id", d => d.Id), new("webhook_id", d => d.WebhookId),
        new("event_id", d => d.Event.Id), new("type", d => d.Event.Type), new("subject", d => d.Event.Subject), new("url", d => d.Url), new("at", Number: d => d.At.ToMicros()),
    ];

    private static BulkColumn<FinishedAttempt>[] OfLease => [new("id", a => a.Delivery.Id), new("token", a => a.Delivery.Token)];

    private static BulkColumn<FinishedAttempt>[] OfSubject =>
        [new("place", Number: a => a.Delivery.Place), new("webhook", a => a.Delivery.WebhookId), new("subject", a => a.Delivery.Subject)];

    // By the subject, never by the endpoint: see DeliveryQueue.Claim.
    private static string DueWithItsSubject(string webhook, string subject, string at) =>
        $"COALESCE((SELECT MAX(w.due_at) FROM webhook_queue w WHERE w.subject = {subject} AND w.webhook_id || '' = {webhook} AND w.lease_token IS NULL AND w.due_at > {at}), {at})";
}
