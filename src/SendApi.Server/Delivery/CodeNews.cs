using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>What became of a text with a code.</summary>
public sealed class CodeNewsRow
{
    public string AccountId { get; init; } = "";
    public long IsTest { get; init; }
    public string VerificationId { get; init; } = "";
    public string MessageId { get; init; } = "";

    /// <summary>Who brought it, where that is known.</summary>
    public string? Provider { get; init; }
    public long Status { get; init; }
}

/// <summary>Keeps what became of texts with codes until whoever sent the codes has heard it: who writes carriers' answers down holds messages, and must not wait for verifications.</summary>
public static class CodeNews
{
    private static readonly Bulk<Step> Insert = Bulk<Step>.Insert("code_news", "ON CONFLICT DO NOTHING",
        new("id", s => Ids.New(Ids.Event, s.Change.At)), new("account_id", s => s.Message.AccountId), new("is_test", Number: s => s.Message.World),
        new("verification_id", s => s.Told.VerificationId), new("message_id", s => s.Message.Id), new("provider", s => s.Change.Provider), new("status", Number: s => (long)s.Change.Status));

    /// <summary>Takes up to <paramref name="most"/>, the oldest first: whoever gets one here is the only one.</summary>
    public static Task<List<CodeNewsRow>> Take(Session session, int most) => session.Query<CodeNewsRow>($"""
        WITH oldest AS MATERIALIZED (
            SELECT id
            FROM code_news
            ORDER BY id
            LIMIT @most
            {session.Dialect.SkipLocked})
        DELETE FROM code_news
        WHERE id IN (SELECT id FROM oldest)
        RETURNING account_id, is_test, verification_id, message_id, provider, status
        """, new { most });

    /// <summary>Writes down, with the commit, which texts with codes arrived, and which did not or may not have.</summary>
    internal static void Note(Session session, IEnumerable<Step> steps) =>
        session.AtCommit(Insert, [.. steps.Where(s => s.Told.VerificationId is not null && s.Change.Status >= MessageStatus.Uncertain)]);
}
