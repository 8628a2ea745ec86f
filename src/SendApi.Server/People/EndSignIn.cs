using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>DELETE /v1/sign-ins/current: ends both keys of the sign-in.</summary>
public static class EndSignIn
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/sign-ins/current", Handle)
        .NeedsAnyKey()
        .OpenToInactive()
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(SignInDocs.End);

    private static Task<Answer> Handle(Caller caller, Db db, KeyCache keys, TimeProvider clock, CancellationToken ct)
    {
        var signIn = CurrentSignIn.Of(caller);
        return db.Write(async session =>
        {
            await SignInRows.End(session, signIn.Email, signIn.Id, clock.GetUtcNow());
            session.AfterCommit(keys.Forget);
            return Answer.Deleted(signIn.Id);
        }, ct);
    }
}
