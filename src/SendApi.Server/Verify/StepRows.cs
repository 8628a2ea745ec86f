using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>The codes in the store that may have to take another step: which of them are to be looked at, and that only one looks.</summary>
internal static class StepRows
{
    /// <summary>What goes with the last step, or with the end of the code: then nothing of it can be sent once more.</summary>
    public const string Over = "sealed = NULL, steps = NULL, look_at = NULL";

    /// <summary>Whoever takes a code to look at has it for so long. When he did not come through, it is looked at again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    /// <summary>For how long a carrier that confirmed a code is taken for one that confirms them all, and how finely that is kept.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromDays(30), Renewed = TimeSpan.FromHours(1);

    private static readonly BulkColumn<CodeNewsRow>[] Named =
        [new("account_id", n => n.AccountId), new("is_test", Number: n => n.IsTest), new("id", n => n.VerificationId), new("message_id", n => n.MessageId)];

    private static readonly Bulk<CodeNewsRow> Arrive = new(
        $"UPDATE verifications SET {Over} WHERE account_id = @account_id AND is_test = @is_test AND id = @id AND look_at IS NOT NULL",
        $"UPDATE verifications c SET {Over} FROM v WHERE c.account_id = v.account_id AND c.is_test = v.is_test AND c.id = v.id AND c.look_at IS NOT NULL",
        Named);

    private static readonly Bulk<CodeNewsRow> Wake = new(
        "UPDATE verifications SET look_at = 0 WHERE account_id = @account_id AND is_test = @is_test AND id = @id AND message_id = @message_id AND status = 10",
        "UPDATE verifications c SET look_at = 0 FROM v WHERE c.account_id = v.account_id AND c.is_test = v.is_test AND c.id = v.id AND c.message_id = v.message_id AND c.status = 10",
        Named);

    /// <summary>Takes in what became of up to <paramref name="most"/> texts: a code that arrived needs no further step, one whose newest text did not arrive is looked at now. The answer is how many.</summary>
    public static async Task<int> Hear(Session session, DateTimeOffset now, int most)
    {
        var news = await CodeNews.Take(session, most);
        var arrived = news.FindAll(n => n.Status is (long)MessageStatus.Delivered or (long)MessageStatus.Read);
        await session.Run(Wake, [.. news.Except(arrived).DistinctBy(n => n.MessageId)]);
        await session.Run(Arrive, [.. arrived.DistinctBy(n => n.VerificationId)]);
        foreach (var provider in arrived.Select(n => n.Provider).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            await session.Execute("""
                INSERT INTO code_carriers (provider, confirmed_at) VALUES (@provider, @now)
                ON CONFLICT (provider) DO UPDATE SET confirmed_at = excluded.confirmed_at WHERE code_carriers.confirmed_at < @old
                """, new { provider, now = now.ToMicros(), old = (now - Renewed).ToMicros() });
        return news.Count;
    }

    /// <summary>Whether a carrier tells of codes that arrived, so that its silence means something.</summary>
    public static async Task<bool> Confirms(Session session, string? provider, DateTimeOffset now) => provider is not null
        && await session.Number("SELECT COUNT(*) FROM code_carriers WHERE provider = @provider AND confirmed_at >= @since", new { provider, since = (now - Trusted).ToMicros() }) > 0;

    /// <summary>Takes up to <paramref name="most"/> codes that are to be looked at: whoever gets one here is the only one, for a while.</summary>
    public static Task<List<VerificationRow>> Take(Session session, DateTimeOffset now, int most) => session.Query<VerificationRow>($"""
        WITH due AS MATERIALIZED (
            SELECT account_id, is_test, id
            FROM verifications
            WHERE look_at <= @now
            ORDER BY look_at
            LIMIT @most
            {session.Dialect.SkipLocked})
        UPDATE verifications
        SET look_at = @until
        WHERE look_at <= @now AND (account_id, is_test, id) IN (SELECT account_id, is_test, id FROM due)
        RETURNING {CodeRows.Columns}
        """, new { now = now.ToMicros(), until = (now + Lease).ToMicros(), most });

    /// <summary>Holds a code that was taken against everybody else until the transaction ends; false when it has ended, or somebody else has it by now.</summary>
    public static async Task<bool> Hold(Session session, VerificationRow taken) => await session.First<string>($"""
        SELECT id
        FROM verifications
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
            AND status = 10 AND look_at = @LookAt AND message_id = @MessageId AND COALESCE(steps, '') = COALESCE(@Steps, '')
        {session.Dialect.Lock}
        """, taken) is not null;

    /// <summary>Writes what a step changed.</summary>
    public static Task Move(Session session, VerificationRow row) => session.Execute("""
        UPDATE verifications
        SET channel = @Channel, message_id = @MessageId, earlier = @Earlier, sealed = @Sealed, steps = @Steps, look_at = @LookAt
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id
        """, row);

    /// <summary>Looks at it again at another time; in microseconds, or null for never.</summary>
    public static Task<int> LookAgain(Session session, VerificationRow taken, long? at) => session.Execute($"""
        UPDATE verifications
        SET {(at is null ? Over : "look_at = @at")}
        WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id AND look_at = @LookAt
        """, new { taken.AccountId, taken.IsTest, taken.Id, taken.LookAt, at });
}
