using SendApi.Core.Webhooks;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>The secrets that the callbacks of single messages are signed with, one for each account and world. Until one is asked for it is a secret nobody was shown.</summary>
public static class CallbackSecrets
{
    /// <summary>Makes a secret in the place of the one before, which is signed with too for a day, and gives it.</summary>
    public static async Task<string> Rotate(Session session, Caller caller, Secrets secrets, DateTimeOffset now)
    {
        var secret = WebhookSecret.Make();
        await session.Execute("""
            INSERT INTO callback_secrets (account_id, is_test, secret, previous_secret, previous_until, updated_at)
            VALUES (@account, @world, @secret, @before, @until, @now)
            ON CONFLICT (account_id, is_test) DO UPDATE
            SET previous_secret = callback_secrets.secret, previous_until = excluded.previous_until, secret = excluded.secret, updated_at = excluded.updated_at
            """, new
        {
            account = caller.AccountId,
            world = caller.World,
            secret = secrets.Seal(secret),
            before = secrets.Seal(Endpoints.CallbackSecret(secrets, caller.AccountId, caller.World)),
            until = (now + WebhookChanges.Overlap).ToMicros(),
            now = now.ToMicros(),
        });
        return secret;
    }

    /// <summary>When it was made, and until when the one before is signed with; null when none was asked for yet.</summary>
    public static Task<CallbackSecretRow?> Find(Session session, Caller caller) => session.First<CallbackSecretRow>("""
        SELECT previous_until, updated_at
        FROM callback_secrets
        WHERE account_id = @account AND is_test = @world
        """, new { account = caller.AccountId, world = caller.World });
}

/// <summary>A secret of callbacks as it is stored, without the secret.</summary>
public sealed class CallbackSecretRow
{
    public long? PreviousUntil { get; init; }
    public long UpdatedAt { get; init; }
}
