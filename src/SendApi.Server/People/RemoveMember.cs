using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>DELETE /v1/account/members/{email}: takes a person out of the account and ends his sign-ins to it; the last owner stays.</summary>
public static class RemoveMember
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/account/members/{email}", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.Overloaded)
        .Describes(MemberDocs.RemoveMember);

    private static Task<Answer> Handle(string email, Caller caller, Db db, TimeProvider clock, CancellationToken ct) => db.Write(async session =>
    {
        var account = caller.AccountId;
        await MemberRows.Hold(session, account);
        var member = await MemberRows.Get(session, account, MemberView.ReadPath(email));
        await MemberRows.KeepAnOwner(session, account, member);
        await MemberRows.Remove(session, account, member.Email, clock.GetUtcNow());
        return Answer.Deleted(member.Email);
    }, ct);
}
