using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>An address that gets nothing more on a channel (<c>sms</c>, <c>whatsapp</c>, <c>email</c> or <c>all</c>): E.164, or an email address in lower case.</summary>
public sealed record SuppressionRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Address { get; init; }
    public required string Channel { get; init; }
    public required string Id { get; init; }
    public required string Reason { get; init; }
    public required string Source { get; init; }
    public required long CreatedAt { get; init; }
}

/// <summary>The suppression lists in the store. The intake reads them in its own transaction.</summary>
public static class SuppressionRows
{
    private static readonly Bulk<SuppressionRow> Insert = Bulk<SuppressionRow>.Insert("suppressions", "ON CONFLICT DO NOTHING RETURNING id",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("address", r => r.Address), new("channel", r => r.Channel),
        new("id", r => r.Id), new("reason", r => r.Reason), new("source", r => r.Source), new("created_at", Number: r => r.CreatedAt));

    /// <summary>Adds entries; an address that is on the list for the channel already keeps its first entry. The answer holds the ids that were new.</summary>
    public static Task<List<string>> Add(Session session, IReadOnlyCollection<SuppressionRow> rows) => session.Run(Insert, rows);
}
