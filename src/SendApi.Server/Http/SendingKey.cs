using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>Who sends by a key, as he stands now: for what is sent after its request was answered. Messages of an account that was suspended meanwhile are refused as single sends would be.</summary>
public sealed record SendingKey(Account Account, KeyLimits Limits)
{
    /// <summary>Reads both; a key that was deleted has no limits of its own any more.</summary>
    public static async Task<SendingKey> Of(Session session, string accountId, string keyId)
    {
        var account = await AccountReader.Find(session, accountId) ?? throw new InvalidOperationException($"The account {accountId} is gone.");
        var key = await session.First<LimitsRow>("SELECT spend_limit, recipient_limit FROM api_keys WHERE id = @keyId", new { keyId });
        return new(account, key is null ? KeyLimits.None : new(key.SpendLimit, key.RecipientLimit));
    }

    public Refusal? Refuse(bool isTest, DateTimeOffset now) => Account.RefuseSuspended() ?? (isTest ? null : Account.RefuseInactive(now));

    private sealed class LimitsRow
    {
        public long? SpendLimit { get; init; }
        public long? RecipientLimit { get; init; }
    }
}
