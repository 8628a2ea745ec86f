using SendApi.Server.Storage;

namespace SendApi.Server.Usage;

/// <summary>One counter of an account: what is counted, and since when (the start of a billing period or of a day, in Unix microseconds).</summary>
public readonly record struct CounterKey(string AccountId, string Kind, long Period);

/// <summary>A counter and by how much it grows.</summary>
public readonly record struct CounterStep(CounterKey Counter, long Amount);

/// <summary>The counters in the store. They grow in the transaction of what they count, so they are exact after any crash and under any number of requests.</summary>
public static class Counters
{
    private static readonly Bulk<CounterStep> Grow = Bulk<CounterStep>.Insert("usage_counters", """
        ON CONFLICT (account_id, kind, period) DO UPDATE
        SET used = usage_counters.used + excluded.used
        """,
        new("account_id", s => s.Counter.AccountId), new("kind", s => s.Counter.Kind), new("period", Number: s => s.Counter.Period), new("used", Number: s => s.Amount));

    private static readonly Bulk<CounterStep> MakeSure = Bulk<CounterStep>.Insert("usage_counters", "ON CONFLICT DO NOTHING",
        new("account_id", s => s.Counter.AccountId), new("kind", s => s.Counter.Kind), new("period", Number: s => s.Counter.Period), new("used", Number: _ => 0));

    /// <summary>Lets counters grow with the commit, each by its amount.</summary>
    public static void Add(Session session, IReadOnlyDictionary<CounterKey, long> amounts) =>
        session.AtCommit(Grow, InOrder(amounts.Where(a => a.Value != 0).Select(a => new CounterStep(a.Key, a.Value))));

    /// <summary>What was used so far. Nobody else can change these counters before the transaction ends.</summary>
    public static async Task<Dictionary<CounterKey, long>> Lock(Session session, IReadOnlyCollection<CounterKey> counters)
    {
        if (counters.Count == 0)
            return [];

        // A row that is not there cannot be locked.
        await session.Run(MakeSure, InOrder(counters.Select(c => new CounterStep(c, 0))));
        return await Read(session, counters, session.Dialect.Lock);
    }

    /// <summary>What was used so far, without keeping others from changing it; a counter that never grew is 0.</summary>
    public static Task<Dictionary<CounterKey, long>> Read(Session session, IReadOnlyCollection<CounterKey> counters) => Read(session, counters, "");

    /// <summary>The counters of one account from one period to another, both included.</summary>
    public static async Task<List<(string Kind, long Period, long Used)>> Between(Session session, string account, long from, long until)
    {
        var rows = await session.Query<Row>("""
            SELECT account_id, kind, period, used
            FROM usage_counters
            WHERE account_id = @account AND period >= @from AND period <= @until
            ORDER BY kind, period
            """, new { account, from, until });
        return rows.ConvertAll(r => (r.Kind, r.Period, r.Used));
    }

    /// <summary>One order everywhere, or two nodes would wait for each other.</summary>
    private static CounterStep[] InOrder(IEnumerable<CounterStep> steps) =>
        [.. steps.OrderBy(s => s.Counter.AccountId, StringComparer.Ordinal).ThenBy(s => s.Counter.Kind, StringComparer.Ordinal).ThenBy(s => s.Counter.Period)];

    private static async Task<Dictionary<CounterKey, long>> Read(Session session, IReadOnlyCollection<CounterKey> counters, string andLock)
    {
        var used = counters.Distinct().ToDictionary(c => c, _ => 0L);
        foreach (var account in counters.GroupBy(c => c.AccountId).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var rows = await session.Query<Row>($"""
                SELECT account_id, kind, period, used
                FROM usage_counters
                WHERE account_id = @account AND {session.Dialect.In("kind", "kinds")} AND period >= @oldest
                ORDER BY kind, period
                {andLock}
                """, new { account = account.Key, kinds = account.Select(c => c.Kind).Distinct().ToArray(), oldest = account.Min(c => c.Period) });
            foreach (var row in rows)
                used[new(row.AccountId, row.Kind, row.Period)] = row.Used;
        }

        return used;
    }

    private sealed class Row
    {
        public string AccountId { get; init; } = "";
        public string Kind { get; init; } = "";
        public long Period { get; init; }
        public long Used { get; init; }
    }
}
