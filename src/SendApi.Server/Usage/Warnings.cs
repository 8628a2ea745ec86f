using SendApi.Server.Storage;

namespace SendApi.Server.Usage;

/// <summary>That a share of a quota was passed.</summary>
public sealed record UsageWarning(string AccountId, string Kind, long Period, long Percent, DateTimeOffset At);

/// <summary>Notes once for each period when 80% and 100% of a quota are used.</summary>
public static class Warnings
{
    private static readonly int[] Shares = [80, 100];

    private static readonly Bulk<UsageWarning> Insert = Bulk<UsageWarning>.Insert("usage_warnings", "ON CONFLICT DO NOTHING",
        new("account_id", w => w.AccountId), new("kind", w => w.Kind), new("period", Number: w => w.Period), new("percent", Number: w => w.Percent),
        new("at", Number: w => w.At.ToMicros()));

    /// <summary>The shares that a counter passes by growing from one value to another.</summary>
    public static IEnumerable<UsageWarning> Passed(CounterKey counter, long before, long after, long limit, DateTimeOffset at) => Shares
        .Where(share => before * 100 < limit * share && after * 100 >= limit * share)
        .Select(share => new UsageWarning(counter.AccountId, counter.Kind, counter.Period, share, at));

    public static void Add(Session session, IReadOnlyCollection<UsageWarning> warnings) => session.AtCommit(Insert, warnings);

    /// <summary>The warnings of an account's period, oldest first.</summary>
    public static Task<List<WarningRow>> Of(Session session, string account, long period) => session.Query<WarningRow>("""
        SELECT kind, percent, at
        FROM usage_warnings
        WHERE account_id = @account AND period = @period
        ORDER BY at, kind, percent
        """, new { account, period });
}

/// <summary>A warning as it is stored.</summary>
public sealed class WarningRow
{
    public string Kind { get; init; } = "";
    public long Percent { get; init; }
    public long At { get; init; }
}
