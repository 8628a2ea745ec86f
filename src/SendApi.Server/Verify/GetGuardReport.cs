using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Verify;

/// <summary>GET /v1/verify/guard/report: how codes were entered, what the guard stopped and the money that was saved, by whole days.</summary>
public static class GetGuardReport
{
    private static readonly TimeSpan UsualSpan = TimeSpan.FromDays(30), Day = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/verify/guard/report", Handle).Needs(Scopes.VerifyRead).Refuses(Errors.InvalidRequest).Describes(GuardDocs.Report);

    private static Task<Answer> Handle(HttpRequest request, Caller caller, Db db, GuardPolicies policies, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var query = new QueryFields(request.Query);
        var (from, until) = query.Span(now - UsualSpan, now);
        query.Refuse();

        var (first, end) = (CounterKinds.Day(from), CounterKinds.Day(until - TimeSpan.FromMicroseconds(1)) + (long)Day.TotalMicroseconds);
        return db.Read(async session =>
        {
            var mode = (await policies.Of(session, caller.AccountId)).Mode;
            // The traffic of test keys is not judged.
            return Answer.Ok(caller.IsTest
                ? GuardReportView.Of(mode, (first, end), [], [])
                : GuardReportView.Of(mode, (first, end), await GuardStops.Between(session, caller.AccountId, first, end), await GuardStops.Countries(session, caller.AccountId, first, end)));
        }, ct);
    }
}
