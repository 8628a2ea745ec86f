using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>The bulk statements of the way of a message, each run for many messages at once.</summary>
internal static class MessageStatements
{
    private const string Message =
        "account_id, is_test, id, key_id, recipient, sender, content, encoding, segments, price, status, created_at, updated_at, send_at, valid_until, callback_url, metadata, traffic_class, batch_id, sealed, verification_id";

    private const string Event = "account_id, message_id, id, at, type, data";

    /// <summary>A message and its queue entry in one statement, so that PostgreSQL is asked once. One that is handed over is leased from the beginning, its first attempt counted.</summary>
    public static readonly Bulk<QueueEntry> Accept = new(
        $"""
        INSERT INTO messages ({Message})
        VALUES (@account_id, @is_test, @id, @key_id, @recipient, @sender, @content, @encoding, @segments, @price, @status, @created_at, @updated_at,
            @send_at, @valid_until, @callback_url, @metadata, @traffic_class, @batch_id, @sealed, @verification_id);
        INSERT INTO outbox (message_id, account_id, is_test, queue, lane, due_at, attempt, lease_token, route)
        VALUES (@id, @account_id, @is_test, @queue, @traffic_class, @due_at, @attempt, @lease_token, @route);
        """,
        $"""
        , accepted AS (INSERT INTO messages ({Message}) SELECT {Message} FROM v)
        INSERT INTO outbox (message_id, account_id, is_test, queue, lane, due_at, attempt, lease_token, route)
        SELECT id, account_id, is_test, queue, traffic_class, due_at, attempt, lease_token, route FROM v
        """,
        new("account_id", e => e.Message.AccountId), new("is_test", Number: e => e.Message.IsTest), new("id", e => e.Message.Id), new("key_id", e => e.Message.KeyId),
        new("recipient", e => e.Message.Recipient), new("sender", e => e.Message.Sender), new("content", e => e.Message.Content),
        new("encoding", Number: e => e.Message.Encoding), new("segments", Number: e => e.Message.Segments), new("price", Number: e => e.Message.Price), new("status", Number: e => e.Message.Status),
        new("created_at", Number: e => e.Message.CreatedAt), new("updated_at", Number: e => e.Message.UpdatedAt), new("send_at", Number: e => e.Message.SendAt),
        new("valid_until", Number: e => e.Message.ValidUntil), new("callback_url", e => e.Message.CallbackUrl), new("metadata", e => e.Message.Metadata),
        new("traffic_class", Number: e => e.Message.TrafficClass), new("batch_id", e => e.Message.BatchId),
        new("sealed", e => e.Message.Sealed), new("verification_id", e => e.Message.VerificationId), new("queue", e => e.Route.Queue), new("route", e => e.Route.Why),
        new("due_at", Number: e => e.DueAt.ToMicros()), new("attempt", Number: e => e.Lease?.Attempt ?? 0), new("lease_token", e => e.Lease?.Token));

    /// <summary>Takes messages out of the queue that nobody holds; one that is held, or gone, returns no row.</summary>
    public static readonly Bulk<MessageKey> TakeBack = new(
        """
        DELETE FROM outbox
        WHERE message_id = @message_id AND lease_token IS NULL
            AND (SELECT m.status FROM messages m WHERE m.account_id = @account_id AND m.is_test = @is_test AND m.id = @message_id) < 40
        RETURNING message_id
        """,
        """
        DELETE FROM outbox o
        USING v
        WHERE o.message_id = v.message_id AND o.lease_token IS NULL
            AND (SELECT m.status FROM messages m WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.message_id) < 40
        RETURNING o.message_id
        """,
        new("message_id", m => m.Id), new("account_id", m => m.AccountId), new("is_test", Number: m => m.World));

    /// <summary>Ends a lease and its queue entry; a lease that was lost returns no row.</summary>
    public static readonly Bulk<Attempt> Finish = new(
        "DELETE FROM outbox WHERE message_id = @message_id AND lease_token = @lease_token RETURNING message_id",
        "DELETE FROM outbox o USING v WHERE o.message_id = v.message_id AND o.lease_token = v.lease_token RETURNING o.message_id",
        new("message_id", a => a.Lease.MessageId), new("lease_token", a => a.Lease.Token));

    /// <summary>Ends a lease and makes its entry due again, later or with another provider.</summary>
    public static readonly Bulk<Attempt> Postpone = new(
        """
        UPDATE outbox
        SET lease_token = NULL, due_at = @due_at, queue = COALESCE(@queue, queue), route = COALESCE(@route, route), tried = COALESCE(@tried, tried)
        WHERE message_id = @message_id AND lease_token = @lease_token
        RETURNING message_id
        """,
        """
        UPDATE outbox o
        SET lease_token = NULL, due_at = v.due_at, queue = COALESCE(v.queue, o.queue), route = COALESCE(v.route, o.route), tried = COALESCE(v.tried, o.tried)
        FROM v
        WHERE o.message_id = v.message_id AND o.lease_token = v.lease_token
        RETURNING o.message_id
        """,
        new("message_id", a => a.Lease.MessageId), new("lease_token", a => a.Lease.Token), new("due_at", Number: a => a.Again?.At.ToMicros()),
        new("queue", a => a.Again?.Route?.Queue), new("route", a => a.Again?.Route?.Why), new("tried", a => a.Again?.Tried?.ToString()));

    /// <summary>Moves a message forward and answers what is told of it, as <see cref="Told"/> reads it, or nothing where nobody can want to know; one that is final, or further on already, stays as it is. Sealed words are erased, unless it may have to be sent once more.</summary>
    public static readonly Bulk<StatusChange> Advance = new(
        $"""
        UPDATE messages
        SET status = @status, updated_at = @updated_at, provider = COALESCE(@provider, provider), error_code = @error_code, error_message = @error_message, sealed = CASE WHEN @status = 40 THEN sealed END
        WHERE account_id = @account_id AND is_test = @is_test AND id = @id AND status < @status AND (status < 50 OR @status = 55)
        RETURNING CASE WHEN {SomebodyListens("messages")} THEN json_array(id, recipient, sender, segments, price, metadata, callback_url, verification_id) ELSE '' END
        """,
        $"""
        UPDATE messages m
        SET status = v.status, updated_at = v.updated_at, provider = COALESCE(v.provider, m.provider), error_code = v.error_code, error_message = v.error_message, sealed = CASE WHEN v.status = 40 THEN m.sealed END
        FROM v
        WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.id AND m.status < v.status AND (m.status < 50 OR v.status = 55)
        RETURNING CASE WHEN {SomebodyListens("m")} THEN json_build_array(m.id, m.recipient, m.sender, m.segments, m.price, m.metadata, m.callback_url, m.verification_id)::text ELSE '' END
        """,
        new("account_id", c => c.Message.AccountId), new("is_test", Number: c => c.Message.World), new("id", c => c.Message.Id),
        new("status", Number: c => (long)c.Status), new("updated_at", Number: c => c.At.ToMicros()), new("provider", c => c.Provider),
        new("error_code", Number: c => c.ErrorCode), new("error_message", c => c.ErrorMessage));

    /// <summary>A line of a timeline with what was said on the wire, in one statement, so that PostgreSQL is asked once.</summary>
    public static readonly Bulk<TimelineEvent> AddEvent = new(
        $"""
        INSERT INTO message_events ({Event}) VALUES (@account_id, @message_id, @id, @at, @type, @data) ON CONFLICT DO NOTHING;
        INSERT INTO exchanges (id, data) SELECT @id, @exchanges WHERE @exchanges IS NOT NULL ON CONFLICT DO NOTHING;
        """,
        $"""
        , said AS (INSERT INTO exchanges (id, data) SELECT id, exchanges FROM v WHERE exchanges IS NOT NULL ON CONFLICT DO NOTHING)
        INSERT INTO message_events ({Event}) SELECT {Event} FROM v ON CONFLICT DO NOTHING
        """,
        new("account_id", e => e.Message.AccountId), new("message_id", e => e.Message.Id), new("id", e => e.Id),
        new("at", Number: e => e.At.ToMicros()), new("type", e => e.Type), new("data", e => e.Data), new("exchanges", e => e.Exchanges));

    /// <summary>Remembers a part under the provider's id. A provider that gives an id again speaks of the newest message.</summary>
    public static readonly Bulk<ProviderPart> AddPart = Bulk<ProviderPart>.Insert("provider_messages", """
        ON CONFLICT (provider_id, provider) DO UPDATE
        SET account_id = excluded.account_id, is_test = excluded.is_test, message_id = excluded.message_id,
            parts = excluded.parts, status = excluded.status, created_at = excluded.created_at
        """,
        new("provider", p => p.Provider), new("provider_id", p => p.ProviderId), new("account_id", p => p.Message.AccountId),
        new("is_test", Number: p => p.Message.World), new("message_id", p => p.Message.Id), new("parts", Number: p => p.Parts),
        new("status", Number: p => (long)p.Status), new("created_at", Number: p => p.At.ToMicros()));

    public static readonly Bulk<ProviderPart> AdvancePart = new(
        "UPDATE provider_messages SET status = @status WHERE provider = @provider AND provider_id = @provider_id AND status < 50",
        "UPDATE provider_messages p SET status = v.status FROM v WHERE p.provider = v.provider AND p.provider_id = v.provider_id AND p.status < 50",
        new("provider", p => p.Provider), new("provider_id", p => p.ProviderId), new("status", Number: p => (long)p.Status));

    public static readonly Bulk<ReceivedReceipt> KeepOrphan = Bulk<ReceivedReceipt>.Insert("orphan_receipts", "ON CONFLICT DO NOTHING",
        new("id", r => r.Id), new("provider", r => r.Receipt.Provider), new("provider_id", r => r.Receipt.ProviderId),
        new("receipt", r => ApiJson.Text(r.Receipt)), new("received_at", Number: r => r.At.ToMicros()));

    /// <summary>Whether a message has a callback or brings a code, or its account has a webhook or a listener.</summary>
    private static string SomebodyListens(string m) => $"""
        {m}.callback_url IS NOT NULL OR {m}.verification_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM webhooks w WHERE w.account_id = {m}.account_id AND w.is_test = {m}.is_test)
            OR EXISTS (SELECT 1 FROM event_listeners l WHERE l.account_id = {m}.account_id)
        """;
}
