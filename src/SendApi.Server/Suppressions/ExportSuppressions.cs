using System.Text;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>GET /v1/suppressions/export: the whole list as CSV, in the form that the import takes.</summary>
public static class ExportSuppressions
{
    /// <summary>The first line of the file.</summary>
    public const string Header = "address,channel,reason,source,created_at\n";

    /// <summary>How many entries are in memory at a time.</summary>
    public const int PerPage = 1_000;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/suppressions/export", Handle)
        .Needs(Scopes.SuppressionsRead)
        .Refuses(Errors.Overloaded)
        .Describes(SuppressionDocs.Export);

    /// <summary>Some lines of the file.</summary>
    public static string Lines(IReadOnlyList<SuppressionRow> rows)
    {
        var text = new StringBuilder(rows.Count * 64);
        foreach (var row in rows)
            text.Append(row.Address).Append(',').Append(row.Channel).Append(',').Append(CsvLines.Quoted(row.Reason)).Append(',')
                .Append(CsvLines.Quoted(row.Source)).Append(',').Append(Shown.Time(Times.FromMicros(row.CreatedAt))).Append('\n');
        return text.ToString();
    }

    private static async Task Handle(Caller caller, HttpContext http, Db db, CancellationToken ct)
    {
        await using var pages = SuppressionRows.Pages(db, SuppressionList.Of(caller), PerPage, ct).GetAsyncEnumerator(ct);
        // The first page is read before the answer begins: a store that is away can still be told with its number.
        var isMore = await pages.MoveNextAsync();

        var response = http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = "attachment; filename=\"suppressions.csv\"";
        await response.WriteAsync(Header, ct);
        for (; isMore; isMore = await pages.MoveNextAsync())
            await response.WriteAsync(Lines(pages.Current), ct);
    }
}
