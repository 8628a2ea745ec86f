using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Webhooks;

/// <summary>The webhooks in the store. Each account has a list for live and one for test keys.</summary>
public static class WebhookRows
{
    /// <summary>The most webhooks of an account in one world.</summary>
    public const int Most = 50;

    /// <summary>What waits is counted up to here.</summary>
    public const int CountedUpTo = 10_000;

    private const string Columns = """
        w.account_id, w.is_test, w.id, w.url, w.events, w.is_active, w.previous_until, w.created_at, w.updated_at,
        h.failing_since, h.paused_until, h.last_error, h.full_since, h.switched_off_at, h.switched_off_why,
        (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_queue q WHERE q.webhook_id = w.id LIMIT 10001) AS counted) AS waiting
        """;

    private const string Of = "FROM webhooks w LEFT JOIN webhook_health h ON h.webhook_id = w.id WHERE w.account_id = @account AND w.is_test = @world";

    /// <summary>Makes one; null when the account has as many as it may.</summary>
    public static async Task<string?> Add(Session session, Caller caller, (string Url, string Events) what, string sealedSecret, DateTimeOffset now)
    {
        // Held to the end of the transaction, so that two that are made at once are counted one after the other.
        await Counters.Lock(session, [new(caller.AccountId, caller.IsTest ? "webhooks.test" : "webhooks", 0)]);
        if (await Count(session, caller) >= Most)
            return null;

        var id = Ids.New(Ids.Webhook, now);
        await session.Execute("""
            INSERT INTO webhooks (account_id, is_test, id, url, events, is_active, secret, created_at, updated_at)
            VALUES (@account, @world, @id, @Url, @Events, 1, @sealedSecret, @now, @now)
            """, new { account = caller.AccountId, world = caller.World, id, what.Url, what.Events, sealedSecret, now = now.ToMicros() });
        return id;
    }

    /// <summary>The webhook, or 4044: one of another account or of the other world is the same to the caller as one that does not exist.</summary>
    public static async Task<WebhookRow> Get(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Webhook, id) ? await Find(session, caller, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No webhook '{Shown.Cut(id)}' exists in this account.", "id");

    /// <summary>The webhook, or null when it is deleted.</summary>
    public static Task<WebhookRow?> Find(Session session, Caller caller, string id) =>
        session.First<WebhookRow>($"SELECT {Columns} {Of} AND w.id = @id", new { account = caller.AccountId, world = caller.World, id });

    /// <summary>A page, newest first, from behind <paramref name="cursor"/> (an id) or after skipping rows.</summary>
    public static Task<List<WebhookRow>> List(Session session, Caller caller, string? cursor, (int Skip, int Take) page) => session.Query<WebhookRow>($"""
        SELECT {Columns}
        {Of} AND w.id < @before
        ORDER BY w.id DESC
        LIMIT @take OFFSET @skip
        """, new { account = caller.AccountId, world = caller.World, before = cursor ?? Ids.Webhook + "~", skip = page.Skip, take = page.Take });

    public static Task<long> Count(Session session, Caller caller) =>
        session.Number("SELECT COUNT(*) FROM webhooks WHERE account_id = @account AND is_test = @world", new { account = caller.AccountId, world = caller.World });

    /// <summary>Changes what is given and leaves the rest.</summary>
    public static Task Change(Session session, WebhookRow webhook, (string? Url, string? Events, long? IsActive) to, DateTimeOffset now) => session.Execute("""
        UPDATE webhooks
        SET url = COALESCE(@Url, url), events = COALESCE(@Events, events), is_active = COALESCE(@IsActive, is_active), updated_at = @now
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
        """, new { webhook.AccountId, webhook.IsTest, webhook.Id, to.Url, to.Events, to.IsActive, now = now.ToMicros() });

    /// <summary>Puts a secret in the place of the one before, which is signed with too until then.</summary>
    public static Task Rotate(Session session, WebhookRow webhook, string sealedSecret, DateTimeOffset now) => session.Execute("""
        UPDATE webhooks
        SET previous_secret = secret, previous_until = @until, secret = @sealedSecret, updated_at = @now
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
        """, new { webhook.AccountId, webhook.IsTest, webhook.Id, sealedSecret, until = (now + WebhookChanges.Overlap).ToMicros(), now = now.ToMicros() });

    public static Task Delete(Session session, WebhookRow webhook) =>
        session.Execute("DELETE FROM webhooks WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id", new { webhook.AccountId, webhook.IsTest, webhook.Id });
}
