using SendApi.Core.Codes.Guarding;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Verify;

/// <summary>The traffic of codes in the store, which the guard goes by and its report shows. It is written with what it counts, and read without holding anybody up.</summary>
internal static class GuardTrafficRows
{
    /// <summary>For how long an entered code speaks for its recipient.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(30);

    private static readonly Bulk<Step> Grow = Bulk<Step>.Insert("verify_traffic",
        "ON CONFLICT (account_id, subject, slot) DO UPDATE SET sent = verify_traffic.sent + excluded.sent, verified = verify_traffic.verified + excluded.verified",
        new("account_id", s => s.AccountId), new("subject", s => s.Subject), new("slot", Number: s => s.At), new("sent", Number: s => s.Sent), new("verified", Number: s => s.Verified));

    private static readonly Bulk<Step> GrowDay = Bulk<Step>.Insert("verify_days",
        "ON CONFLICT (account_id, day, country) DO UPDATE SET sent = verify_days.sent + excluded.sent, verified = verify_days.verified + excluded.verified",
        new("account_id", s => s.AccountId), new("country", s => s.Subject), new("day", Number: s => s.At), new("sent", Number: s => s.Sent), new("verified", Number: s => s.Verified));

    /// <summary>Counts a code that is sent, with the commit. Those of test keys count nowhere.</summary>
    public static void Sent(Session session, VerificationRow row) => Count(session, row, sent: 1, verified: 0);

    /// <summary>Counts that it was entered, at the time when it was sent.</summary>
    public static void Entered(Session session, VerificationRow row) => Count(session, row, sent: 0, verified: 1);

    /// <summary>The traffic that one more code would join.</summary>
    public static async Task<GuardPicture> Picture(Session session, string account, (GuardSubjects Subjects, string Recipient) code, DateTimeOffset now)
    {
        var rows = await session.Query<Row>($"""
            SELECT subject, slot, sent, verified
            FROM verify_traffic
            WHERE account_id = @account AND {session.Dialect.In("subject", "subjects")} AND slot > @since
            """, new { account, subjects = code.Subjects.All.ToArray(), since = (now - GuardTraffic.Longest - GuardTraffic.Slot).ToMicros() });
        var known = await session.Number("""
            SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM verifications
                WHERE account_id = @account AND is_test = 0 AND recipient = @Recipient AND id >= @since AND status = 20
                LIMIT 1) AS found
            """, new { account, code.Recipient, since = Core.Ids.First(Core.Ids.Verification, now - KnownFor) });
        GuardTraffic Of(string subject) => new([.. rows.Where(r => r.Subject == subject).Select(r => new TrafficSlot(Times.FromMicros(r.Slot), r.Sent, r.Verified))]);
        return new(Of(code.Subjects.Range), Of(code.Subjects.Prefix), Of(code.Subjects.Country), Of(code.Subjects.Key)) { IsKnown = known > 0 };
    }

    /// <summary>Forgets traffic that no rule looks at any more; the answer is how many rows.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute("""
        DELETE FROM verify_traffic
        WHERE (account_id, subject, slot) IN (SELECT account_id, subject, slot FROM verify_traffic WHERE slot < @before ORDER BY slot LIMIT @most)
        """, new { before = (now - GuardTraffic.Longest - GuardTraffic.Slot).ToMicros(), most });

    private static void Count(Session session, VerificationRow row, long sent, long verified)
    {
        if (row.IsTest == 1)
            return;

        var subjects = GuardSubjects.Of(Core.PhoneNumber.Trusted(row.Recipient), row.KeyId);
        var at = Times.FromMicros(row.CreatedAt);
        var slot = GuardTraffic.SlotOf(at).ToMicros();
        // One order everywhere, or two nodes would wait for each other.
        session.AtCommit(Grow, [.. subjects.All.Order(StringComparer.Ordinal).Select(s => new Step(row.AccountId, s, slot, sent, verified))]);
        session.AtCommit(GrowDay, [new Step(row.AccountId, subjects.CountryCode ?? "", CounterKinds.Day(at), sent, verified)]);
    }

    private sealed record Step(string AccountId, string Subject, long At, long Sent, long Verified);

    private sealed class Row
    {
        public string Subject { get; init; } = "";
        public long Slot { get; init; }
        public long Sent { get; init; }
        public long Verified { get; init; }
    }
}
