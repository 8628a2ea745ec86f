using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>POST /v1/verify/{id}/cancellation: the code is right no more, and its text is taken back where it has not left. 4090 for one that has ended.</summary>
public static class CancelVerification
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/verify/{id}/cancellation", Handle)
        .Needs(Scopes.VerifyWrite)
        .Refuses(Errors.VerificationNotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(VerifyDocs.Cancel);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, CheckTools tools) => tools.Idempotency.Write(http, caller, async session =>
    {
        var now = tools.Clock.GetUtcNow();
        var row = await VerifyRoutes.Find(session, caller, id);
        var status = row.StatusAt(now.ToMicros());
        if (status != VerificationStatus.Pending || !await CodeRows.Cancel(session, row, "canceled", now))
            throw new Refusal(Errors.Conflict, $"The verification has ended: it is {(status == VerificationStatus.Pending ? "over" : status.Name())} and can no longer be canceled.", "id");
        return Answer.Ok(VerificationView.Of(await VerifyRoutes.Find(session, caller, id), now.ToMicros()));
    });
}
