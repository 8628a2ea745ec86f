using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>GET /v1/verify/history: the verifications of the account, newest first, narrowed by status, error, recipient and time.</summary>
public static class ListVerifications
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/verify/history", Handle).Needs(Scopes.VerifyRead).Refuses(Errors.InvalidRequest, Errors.InvalidPhone).Describes(VerifyDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf<VerificationStatus>("status", name => VerificationStatuses.Named.TryGetValue(name, out var found) ? found : null, VerificationStatuses.Named.Keys);
        var (from, until) = (query.Time("from_date", endOfDay: false), query.Time("to_date", endOfDay: true));
        var error = query.ErrorCode("error_code");
        var page = query.Page(Ids.Verification, CodeRows.CountedUpTo);
        var to = query.Text("to");
        query.Refuse();
        var filter = new VerificationFilter(status, to is null ? null : PhoneNumber.Parse(to, "to"), from, until) { ErrorCode = error };

        var now = clock.GetUtcNow();
        return await db.Read(async session =>
        {
            var (rows, lookedUpTo) = await CodeRows.List(session, caller, filter, (page.Cursor, page.Rows.Skip, page.Rows.Take), now);
            var total = page.Cursor is null ? await CodeRows.Count(session, caller, filter, now) : null;
            return Answer.Page(page, rows, row => VerificationView.Of(row, now.ToMicros()), row => row.Id, total, lookedUpTo);
        }, ct);
    }
}
