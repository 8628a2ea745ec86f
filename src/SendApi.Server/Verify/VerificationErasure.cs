using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Takes people and their verifications out of the store, for their age or because they ask for it.</summary>
public static class VerificationErasure
{
    /// <summary>Redacts whom up to <paramref name="most"/> verifications were for that were made before a time; the answer is how many.</summary>
    public static Task<int> People(Session session, DateTimeOffset before, int most) => session.Execute($"""
        UPDATE verifications
        SET recipient = '{Erasure.Redacted}'
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM verifications WHERE id < @first AND status <> 10 AND recipient <> '{Erasure.Redacted}' LIMIT @most)
        """, new { first = Ids.First(Ids.Verification, before), most });

    /// <summary>Deletes up to <paramref name="most"/> verifications that were made before a time, with their timelines; the answer is how many.</summary>
    public static async Task<int> Forget(Session session, (string Account, long World) of, DateTimeOffset before, int most)
    {
        var ids = await session.Query<string>("SELECT id FROM verifications WHERE account_id = @Account AND is_test = @World AND id < @first ORDER BY id LIMIT @most",
            new { of.Account, of.World, first = Ids.First(Ids.Verification, before), most });
        if (ids.Count > 0)
            await Delete(session, ids);
        return ids.Count;
    }

    /// <summary>Deletes all verifications of a phone; the answer is how many. What limits how often it gets codes holds no number and is gone within a day.</summary>
    public static async Task<int> Person(Session session, string phone, string? account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("account", account, System.Data.DbType.String);
        var ids = await session.Query<string>("SELECT id FROM verifications WHERE recipient = @phone AND (@account IS NULL OR account_id = @account)", parameters);
        if (ids.Count > 0)
            await Delete(session, ids);
        return ids.Count;
    }

    private static async Task Delete(Session session, List<string> ids)
    {
        await session.Execute($"DELETE FROM verification_events WHERE {session.Dialect.In("verification_id", "ids")}", new { ids = ids.ToArray() });
        await session.Execute($"DELETE FROM verifications WHERE {session.Dialect.In("id", "ids")}", new { ids = ids.ToArray() });
    }
}
