using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>Takes people and their words out of inbound texts: by age, and for who asks to be forgotten.</summary>
public static class InboundErasure
{
    /// <summary>Clears the words of up to <paramref name="most"/> texts that came before a time; the answer is how many.</summary>
    public static Task<int> Content(Session session, DateTimeOffset before, int most) => session.Execute("""
        UPDATE inbound_messages
        SET content = ''
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM inbound_messages WHERE id < @first AND content <> '' LIMIT @most)
        """, new { first = Ids.First(Ids.Inbound, before), most });

    /// <summary>The same for who wrote them.</summary>
    public static Task<int> People(Session session, DateTimeOffset before, int most) => session.Execute($"""
        UPDATE inbound_messages
        SET sender = '{Erasure.Redacted}'
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM inbound_messages WHERE id < @first AND sender <> '{Erasure.Redacted}' LIMIT @most)
        """, new { first = Ids.First(Ids.Inbound, before), most });

    /// <summary>Deletes all texts of a phone, whole or in parts; the answer is how many whole ones. Parts belong to no account yet, so they go only with all accounts.</summary>
    public static async Task<int> Person(Session session, string phone, string? account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("account", account, System.Data.DbType.String);
        var deleted = await session.Execute("DELETE FROM inbound_messages WHERE sender = @phone AND (@account IS NULL OR account_id = @account)", parameters);
        await session.Execute("DELETE FROM inbound_replies WHERE address = @phone AND (@account IS NULL OR account_id = @account)", parameters);
        if (account is not null)
            return deleted;

        await session.Execute("DELETE FROM inbound_parts WHERE set_id IN (SELECT id FROM inbound_sets WHERE sender = @phone)", parameters);
        await session.Execute("DELETE FROM inbound_sets WHERE sender = @phone", parameters);
        return deleted;
    }
}
