using SendApi.Core.Codes.Guarding;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Verify;

/// <summary>What the guard stopped, or would have stopped, summed by day: what its report shows.</summary>
internal static class GuardStops
{
    private static readonly Bulk<Stop> Grow = Bulk<Stop>.Insert("verify_stops",
        "ON CONFLICT (account_id, day, rule, country, prefix, is_shadow) DO UPDATE SET codes = verify_stops.codes + excluded.codes, saved = verify_stops.saved + excluded.saved",
        new("account_id", s => s.AccountId), new("day", Number: s => CounterKinds.Day(s.At)), new("rule", s => s.Rule.Name()), new("country", s => s.Country ?? ""), new("prefix", s => s.Prefix),
        new("is_shadow", Number: s => s.IsShadow ? 1 : 0), new("codes", Number: _ => 1), new("saved", Number: s => s.Price));

    /// <summary>Counts one, with the commit.</summary>
    public static void Add(Session session, Stop stop) => session.AtCommit(Grow, [stop]);

    public static Task<List<Sum>> Between(Session session, string account, long from, long until) => session.Query<Sum>("""
        SELECT rule, country, prefix, is_shadow, CAST(SUM(codes) AS BIGINT) AS codes, CAST(SUM(saved) AS BIGINT) AS saved
        FROM verify_stops
        WHERE account_id = @account AND day >= @from AND day < @until
        GROUP BY rule, country, prefix, is_shadow
        """, new { account, from, until });

    /// <summary>Codes of the same days by country, stopped ones not among them.</summary>
    public static Task<List<CountrySum>> Countries(Session session, string account, long from, long until) => session.Query<CountrySum>("""
        SELECT country, CAST(SUM(sent) AS BIGINT) AS sent, CAST(SUM(verified) AS BIGINT) AS verified
        FROM verify_days
        WHERE account_id = @account AND day >= @from AND day < @until
        GROUP BY country
        """, new { account, from, until });

    /// <summary>Forgets the days before a time.</summary>
    public static async Task<int> Forget(Session session, DateTimeOffset before) =>
        await session.Execute("DELETE FROM verify_stops WHERE day < @day", new { day = CounterKinds.Day(before) })
        + await session.Execute("DELETE FROM verify_days WHERE day < @day", new { day = CounterKinds.Day(before) });

    /// <summary>One code that a rule is against.</summary>
    /// <param name="Prefix">The first digits of its number, where the rule is about such; else empty, so that the table stays small.</param>
    /// <param name="Price">In millionths.</param>
    public sealed record Stop(string AccountId, GuardRule Rule, string? Country, string Prefix, bool IsShadow, long Price, DateTimeOffset At);

    public sealed class Sum
    {
        public string Rule { get; init; } = "";
        public string Country { get; init; } = "";
        public string Prefix { get; init; } = "";
        public long IsShadow { get; init; }
        public long Codes { get; init; }
        public long Saved { get; init; }
    }

    public sealed class CountrySum
    {
        public string Country { get; init; } = "";
        public long Sent { get; init; }
        public long Verified { get; init; }
    }
}
