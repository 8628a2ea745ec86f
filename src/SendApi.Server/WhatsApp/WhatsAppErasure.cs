using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Takes people and their words out of what was received: by age, and for who asks to be forgotten.</summary>
public static class WhatsAppErasure
{
    /// <summary>Clears the words of up to <paramref name="most"/> messages that came before a time; the answer is how many.</summary>
    public static Task<int> Content(Session session, DateTimeOffset before, int most) => session.Execute("""
        UPDATE whatsapp_inbound
        SET content = ''
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM whatsapp_inbound WHERE id < @first AND content <> '' LIMIT @most)
        """, new { first = Ids.First(Ids.WhatsApp, before), most });

    /// <summary>The same for who wrote them.</summary>
    public static Task<int> People(Session session, DateTimeOffset before, int most) => session.Execute($"""
        UPDATE whatsapp_inbound
        SET sender = '{Erasure.Redacted}'
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM whatsapp_inbound WHERE id < @first AND sender <> '{Erasure.Redacted}' LIMIT @most)
        """, new { first = Ids.First(Ids.WhatsApp, before), most });

    /// <summary>Deletes up to <paramref name="most"/> messages that came before a time; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset before, int most) => session.Execute("""
        DELETE FROM whatsapp_inbound
        WHERE (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM whatsapp_inbound WHERE id < @first LIMIT @most)
        """, new { first = Ids.First(Ids.WhatsApp, before), most });

    /// <summary>Deletes all messages of a phone; the answer is how many.</summary>
    public static async Task<int> Person(Session session, string phone, string? account)
    {
        await ConversationWindows.Person(session, phone, account);
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("account", account, System.Data.DbType.String);
        return await session.Execute("DELETE FROM whatsapp_inbound WHERE sender = @phone AND (@account IS NULL OR account_id = @account)", parameters);
    }
}
