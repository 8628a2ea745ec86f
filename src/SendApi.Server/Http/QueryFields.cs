using System.Globalization;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>Which part of a list is asked for: a page by number, or what follows a cursor.</summary>
public sealed record PageRequest(int Number, int PerPage, string? Cursor)
{
    public int Skip => Cursor is null ? (Number - 1) * PerPage : 0;

    /// <summary>What to read: one row more than is shown tells whether there is a next page.</summary>
    public (int Skip, int Take) Rows => (Skip, PerPage + 1);

    public PageMeta Meta(long? total, string? nextCursor) => new(
        total, Cursor is null ? Number : null, PerPage, total is { } count ? Math.Max(1, (count + PerPage - 1) / PerPage) : null, nextCursor);
}

/// <summary>Reads the query of a list and gathers all that is wrong with it.</summary>
public sealed class QueryFields(IQueryCollection query)
{
    private const int DefaultPerPage = 25, MostPerPage = 100;

    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(366);

    private readonly Fields _fields = new();

    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
            _fields.Add(name, $"'{name}' was given {values.Count} times. Give it once.");
        return string.IsNullOrEmpty(values.FirstOrDefault()) ? null : values[0];
    }

    public T? OneOf<T>(string name, Func<string, T?> read, IEnumerable<string> names) where T : struct
    {
        if (Text(name) is not { } text)
            return null;

        var value = read(text);
        if (value is null)
            _fields.Add(name, $"'{name}' must be one of: {string.Join(", ", names)}.");
        return value;
    }

    /// <summary>A number of the catalogue of errors.</summary>
    public int? ErrorCode(string name)
    {
        if (Text(name) is not { } text)
            return null;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Errors.Find(number) is not null)
            return number;
        _fields.Add(name, $"'{name}' must be a number of the catalogue of errors, such as {Errors.ProviderError.Number}.");
        return null;
    }

    /// <summary>A time or a day; a day as the end of a span means its last moment.</summary>
    public DateTimeOffset? Time(string name, bool endOfDay)
    {
        if (Text(name) is not { } text)
            return null;

        // A plus sign that was not escaped arrives as a space.
        var time = Rfc3339.ParseTimeOrDay(text.Replace(' ', '+'));
        if (time is null)
            _fields.Add(name, $"'{name}' must be a day such as 2026-03-09 or a time such as 2026-03-09T14:30:00Z.");
        return endOfDay && text.Length == 10 ? time?.AddDays(1) : time;
    }

    /// <summary>The time from <c>from_date</c> up to <c>to_date</c>, 366 days at most; a day as its end is part of it.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Span(DateTimeOffset usualFrom, DateTimeOffset usualUntil)
    {
        var from = Time("from_date", endOfDay: false) ?? usualFrom;
        var until = Time("to_date", endOfDay: true) ?? usualUntil;
        if (until <= from)
            _fields.Add("to_date", "'to_date' must not be before from_date.");
        else if (until - from > LongestSpan)
            _fields.Add("to_date", $"'from_date' and 'to_date' may be {LongestSpan.Days} days apart at most.");
        return (from, until);
    }

    public PageRequest Page(string idPrefix, int mostSkipped) => Page(cursor => Ids.IsId(idPrefix, cursor), mostSkipped);

    /// <summary>A page of a list whose cursors are not plain ids.</summary>
    public PageRequest Page(Func<string, bool> isCursor, int mostSkipped)
    {
        var page = Number("page", 1, 1, int.MaxValue / MostPerPage);
        var perPage = Number("per_page", DefaultPerPage, 1, MostPerPage);
        var cursor = Text("cursor");
        if (cursor is not null && !isCursor(cursor))
            _fields.Add("cursor", "'cursor' must be the meta.next_cursor of an earlier answer.");
        if (cursor is null && (long)page * perPage > mostSkipped)
            _fields.Add("page", string.Create(CultureInfo.InvariantCulture, $"Pages reach {mostSkipped:N0} entries deep. Go on with 'cursor' from meta.next_cursor."));
        return new PageRequest(page, perPage, cursor);
    }

    /// <summary>Adds what is wrong with several parameters together.</summary>
    public void Add(string name, string message) => _fields.Add(name, message);

    public void Refuse() => _fields.Refuse();

    private int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
            return otherwise;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        _fields.Add(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a whole number from {least} to {most}."));
        return otherwise;
    }
}
