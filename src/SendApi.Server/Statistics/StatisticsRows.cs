using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>How many messages of one step stand alike. What they have in common is packed into one number: to sort by one is much quicker than by four.</summary>
internal sealed class CountedRow
{
    private const long OfCode = 1_000_000, OfStatus = 10_000;

    /// <summary>An expression over a message.</summary>
    public static readonly string Packed =
        $"((created_at / @step) * 2 + CASE WHEN verification_id IS NULL THEN 0 ELSE 1 END) * {OfCode} + status * {OfStatus} + COALESCE(error_code, 0)";

    public long Alike { get; init; }
    public long Messages { get; init; }
    public long LastAt { get; init; }

    /// <summary>The number of the step since the beginning of time.</summary>
    public long Step => Alike / OfCode / 2;
    public bool IsCode => Alike / OfCode % 2 == 1;
    public long Status => Alike % OfCode / OfStatus;
    public long? ErrorCode => Alike % OfStatus is > 0 and var code ? code : null;
}

/// <summary>What was counted, by the ids' prefix, and from when on it is whole.</summary>
internal sealed record CountedMessages(IReadOnlyList<(string Prefix, CountedRow Row)> Rows, DateTimeOffset From, bool IsPartial);

/// <summary>Counts the messages of an account and a world where they stand, by the order of their ids: an id begins with its time.</summary>
internal static class StatisticsRows
{
    private static readonly string[] Prefixes = [Ids.Sms, Ids.WhatsApp];

    private const string Span = "FROM messages WHERE account_id = @Account AND is_test = @World AND id >= @after AND id < @before";

    public static async Task<CountedMessages> Count(Session session, StatisticsQuery query, StatisticsSpan span, int most)
    {
        var from = await WholeFrom(session, query, span, most);
        var rows = new List<(string, CountedRow)>();
        foreach (var prefix in Prefixes)
            rows.AddRange((await session.Query<CountedRow>($"""
                SELECT {CountedRow.Packed} AS alike, COUNT(*) AS messages, MAX(updated_at) AS last_at
                {Span}
                GROUP BY 1
                """, Values(query, span, prefix, from ?? span.From, most))).Select(row => (prefix, row)));
        return new(rows, from ?? span.From, from is not null);
    }

    /// <summary>From when on all messages are counted; null where that is the whole span. Of texts and WhatsApp messages each has half of the bound, and what the other leaves of it.</summary>
    private static async Task<DateTimeOffset?> WholeFrom(Session session, StatisticsQuery query, StatisticsSpan span, int most)
    {
        var there = new Dictionary<string, long>();
        foreach (var prefix in Prefixes)
            there[prefix] = await session.Number($"SELECT COUNT(*) FROM (SELECT 1 AS one {Span} ORDER BY id DESC LIMIT @most) AS counted", Values(query, span, prefix, span.From, most + 1));
        if (there.Values.Sum() <= most)
            return null;

        DateTimeOffset? whole = null;
        foreach (var prefix in Prefixes)
        {
            var share = Math.Max(most / 2, most - there.Values.Sum() + there[prefix]);
            var last = await session.Query<string>($"SELECT id {Span} ORDER BY id DESC LIMIT 1 OFFSET @most", Values(query, span, prefix, span.From, share));
            // The first one that is not counted, and whatever else was made in its millisecond.
            if (last is [var id] && Ids.TimeOf(id).AddMilliseconds(1) is var after && !(after < whole))
                whole = after;
        }

        return whole;
    }

    private static object Values(StatisticsQuery query, StatisticsSpan span, string prefix, DateTimeOffset from, long most) => new
    {
        query.Account,
        query.World,
        step = span.Step,
        most,
        after = Ids.First(prefix, from),
        before = span.IsOpen ? prefix + "~" : Ids.First(prefix, span.Until),
    };
}
