using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>Which entries of a list are asked for; what is null does not narrow it.</summary>
public sealed record SuppressionFilter(string? Address, string? Channel, string? Reason, string? Source)
{
    public bool Fits(SuppressionRow row) => (Channel ?? row.Channel) == row.Channel && (Reason ?? row.Reason) == row.Reason && (Source ?? row.Source) == row.Source;
}

/// <summary>A page of a list, how many there are (null where counting would be slow), and where the next one begins.</summary>
public sealed record SuppressionPage(IReadOnlyList<SuppressionRow> Rows, long? Total, string? NextCursor);

/// <summary>Reads a list of a million entries page by page, newest first. Each page looks through a bounded number of entries.</summary>
/// <remarks>So a filter that few entries pass gives short pages rather than slow ones; who goes on with the cursor finds them all.</remarks>
public static class SuppressionPages
{
    /// <summary>How many entries one page looks through.</summary>
    public const int LookedThrough = 5_000;

    private const string Passed = """
        FROM suppressions
        WHERE account_id = @account AND is_test = @world AND id < @before AND id >= @floor
            AND (@channel IS NULL OR channel = @channel) AND (@reason IS NULL OR reason = @reason) AND (@source IS NULL OR source = @source)
        """;

    public static async Task<SuppressionPage> Read(Session session, SuppressionList list, SuppressionFilter filter, PageRequest page)
    {
        if (filter.Address is { } address)
            return OfAddress([.. (await SuppressionRows.OfAddress(session, list, address)).Where(filter.Fits).OrderByDescending(r => r.Id, StringComparer.Ordinal)], page);

        var before = page.Cursor ?? Ids.Suppression + "~";
        var floor = await Floor(session, list, before);
        var parameters = Parameters(list, filter, before, floor ?? Ids.Suppression);
        parameters.Add("take", page.Rows.Take);
        parameters.Add("skip", page.Rows.Skip);
        var rows = await session.Query<SuppressionRow>($"SELECT * {Passed} ORDER BY id DESC LIMIT @take OFFSET @skip", parameters);
        var total = page.Cursor is null && floor is null ? await session.Number($"SELECT COUNT(*) {Passed}", parameters) : (long?)null;
        var shown = rows.Take(page.PerPage).ToList();
        return new(shown, total, rows.Count > page.PerPage ? shown[^1].Id : floor);
    }

    /// <summary>The last entry that is looked through, or null when the list ends before.</summary>
    private static async Task<string?> Floor(Session session, SuppressionList list, string before)
    {
        var last = await session.Query<string>("""
            SELECT id
            FROM suppressions
            WHERE account_id = @AccountId AND is_test = @World AND id < @before
            ORDER BY id DESC
            LIMIT 2 OFFSET @skipped
            """, new { list.AccountId, list.World, before, skipped = LookedThrough - 1 });
        return last.Count == 2 ? last[0] : null;
    }

    /// <summary>An address has an entry for each channel at most, so all are at hand.</summary>
    private static SuppressionPage OfAddress(List<SuppressionRow> all, PageRequest page)
    {
        var from = all.Where(r => page.Cursor is null || string.CompareOrdinal(r.Id, page.Cursor) < 0).Skip(page.Skip).ToList();
        var shown = from.Take(page.PerPage).ToList();
        return new(shown, page.Cursor is null ? all.Count : null, from.Count > shown.Count ? shown[^1].Id : null);
    }

    private static Dapper.DynamicParameters Parameters(SuppressionList list, SuppressionFilter filter, string before, string floor)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", list.AccountId);
        parameters.Add("world", list.World);
        parameters.Add("before", before);
        parameters.Add("floor", floor);
        parameters.Add("channel", filter.Channel, System.Data.DbType.String);
        parameters.Add("reason", filter.Reason, System.Data.DbType.String);
        parameters.Add("source", filter.Source, System.Data.DbType.String);
        return parameters;
    }
}
