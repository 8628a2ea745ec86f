using System.Text.Json.Serialization;

namespace SendApi.Server.Http;

/// <summary>A success on its way out: the status, where the new thing is, and the whole JSON body, as it is also stored for an Idempotency-Key.</summary>
public sealed record Answer(int Status, string? Location, byte[] Body) : IResult
{
    /// <summary>Whether it is a stored answer given again: nothing ran.</summary>
    public bool IsReplay { get; init; }

    /// <summary>What is stored for an Idempotency-Key in place of this, when it shows a secret that is kept nowhere.</summary>
    public Answer? Kept { get; init; }

    public static Answer Ok<T>(T data) => new(200, null, ApiJson.Success(data));

    public static Answer Created<T>(string location, T data) => new(201, location, ApiJson.Success(data));

    /// <summary><c>{"id": …, "deleted": true}</c></summary>
    public static Answer Deleted(string id) => Ok(new DeletedView(id, true));

    /// <summary>A page of what was read as <see cref="PageRequest.Rows"/> says. Where the look-up itself ended before the list did, <paramref name="lookedUpTo"/> is where it goes on.</summary>
    public static Answer Page<TRow, TView>(
        PageRequest page, List<TRow> rows, Func<TRow, TView> view, Func<TRow, string> cursor, long? total, string? lookedUpTo = null)
    {
        var shown = rows.Take(page.PerPage).ToList();
        return List(shown.ConvertAll(row => view(row)), page.Meta(total, rows.Count > page.PerPage ? cursor(shown[^1]) : lookedUpTo));
    }

    public static Answer List<T>(IReadOnlyList<T> data, PageMeta meta) => new(200, null, ApiJson.List(data, meta));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
            response.Headers.Location = Location;
        if (IsReplay)
            response.Headers["Idempotent-Replayed"] = "true";
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>What a DELETE answers.</summary>
public sealed record DeletedView(string Id, bool Deleted);

/// <summary>Where a list stands. Total and last page are null when counting would be slow.</summary>
public sealed record PageMeta(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Page,
    int PerPage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? LastPage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);

/// <summary>Money on the wire: a decimal string with six places, never a float, and its currency beside it.</summary>
public sealed record MoneyView(string Amount, string Currency)
{
    /// <summary>An amount of the one currency that this server reckons in.</summary>
    public static MoneyView Of(long millionths) => new(Core.Shown.Amount(millionths), "USD");
}

/// <summary>A billing period on the wire: from its first moment up to, not including, its end.</summary>
public sealed record PeriodView(DateTime StartsAt, DateTime EndsAt)
{
    public static PeriodView Of(Core.BillingPeriod period) => new(period.Start.UtcDateTime, period.End.UtcDateTime);
}
