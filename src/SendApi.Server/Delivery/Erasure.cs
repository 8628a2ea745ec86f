using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Takes one person out of the messages, for who asks to be forgotten. The rows stay, without words, recipient and notes: the ledger and the counters name them.</summary>
public static class Erasure
{
    /// <summary>What stands in place of a person.</summary>
    public const string Redacted = "redacted";

    private const string Theirs = "m.recipient = @phone AND (@account IS NULL OR m.account_id = @account)";

    /// <summary>How many messages to a phone still wait, or are being sent.</summary>
    public static Task<long> Waiting(Session session, string phone, string? account) => session.Number(
        $"SELECT COUNT(*) FROM messages m JOIN outbox o ON o.message_id = m.id WHERE {Theirs}", Parameters(phone, account, 0));

    /// <summary>Takes back up to <paramref name="most"/> that wait; the answer is how many. One that a worker holds stays.</summary>
    public static async Task<int> TakeBack(Session session, string phone, string? account, int most, DateTimeOffset now)
    {
        var waiting = await session.Query<PersonRow>(
            $"SELECT m.account_id, m.is_test, m.id FROM messages m JOIN outbox o ON o.message_id = m.id WHERE {Theirs} AND o.lease_token IS NULL ORDER BY m.id LIMIT @most", Parameters(phone, account, most));
        await MessageRows.TakeBack(session, waiting.ConvertAll(m => new MessageKey(m.AccountId, m.IsTest, m.Id)), now, "the recipient is being erased");
        return waiting.Count;
    }

    /// <summary>Redacts up to <paramref name="most"/> messages, and deletes what was said to providers about them; the answer is how many.</summary>
    public static async Task<int> Messages(Session session, string phone, string? account, int most)
    {
        await session.Execute($"""
            DELETE FROM exchanges
            WHERE id IN (
                SELECT e.id
                FROM (SELECT m.account_id, m.id FROM messages m WHERE {Theirs} ORDER BY m.id LIMIT @most) o
                JOIN message_events e ON e.account_id = o.account_id AND e.message_id = o.id)
            """, Parameters(phone, account, most));
        return await session.Execute($"""
            UPDATE messages
            SET content = '', recipient = '{Redacted}', metadata = NULL
            WHERE id IN (SELECT m.id FROM messages m WHERE {Theirs} ORDER BY m.id LIMIT @most) AND recipient = @phone
            """, Parameters(phone, account, most));
    }

    /// <summary>Redacts the refused rows of batches that were for the person; the answer is how many.</summary>
    public static Task<int> Rejections(Session session, string phone, string? account) => session.Execute($"""
        UPDATE batch_rejections
        SET recipient = '{Redacted}', message = '{Redacted}'
        WHERE recipient = @phone AND (@account IS NULL OR batch_id IN (SELECT id FROM batches WHERE account_id = @account))
        """, Parameters(phone, account, 0));

    /// <summary>Forgets whom the person wrote STOP to. Then they may be written to again.</summary>
    public static Task<int> Stops(Session session, string phone, string? account) => session.Execute(
        "DELETE FROM sender_stops WHERE address = @phone AND (@account IS NULL OR account_id = @account)", Parameters(phone, account, 0));

    private static Dapper.DynamicParameters Parameters(string phone, string? account, int most)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("phone", phone);
        parameters.Add("account", account, System.Data.DbType.String);
        parameters.Add("most", most);
        return parameters;
    }

    private sealed class PersonRow
    {
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string Id { get; init; } = "";
    }
}
