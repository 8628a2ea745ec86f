using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Statistics;

/// <summary>GET /v1/account/statistics: what became of the messages of a span of time, hour by hour or day by day.</summary>
public static class GetStatistics
{
    private const string Hourly = "hourly", Daily = "daily";

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/account/statistics", Handle)
        .Needs(Scopes.AccountRead)
        .Refuses(Errors.InvalidRequest)
        .Describes(StatisticsDocs.Statistics);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, StatisticsDesk desk, TimeProvider clock)
    {
        var fields = new QueryFields(request.Query);
        var isDaily = fields.OneOf<bool>("granularity", name => name switch { Hourly => false, Daily => true, _ => null }, [Hourly, Daily]) ?? false;
        var (from, until) = (fields.Time("from_date", endOfDay: false), fields.Time("to_date", endOfDay: true));
        var query = new StatisticsQuery(caller.AccountId, caller.World, from, until, isDaily);
        StatisticsSpan.Of(query, clock.GetUtcNow()).Check(fields);
        fields.Refuse();

        var view = await desk.Read(query);
        return Answer.Ok(view with { Errors = [.. view.Errors.Select(e => e with { DocUrl = ErrorAnswer.Url(request, e.DocUrl) })] });
    }
}
