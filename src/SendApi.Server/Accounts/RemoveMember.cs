using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>DELETE /v1/account/members/{email}: takes a person out of the account; the last owner stays.</summary>
public static class RemoveMember
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/account/members/{email}", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.Overloaded)
        .Describes(AccountDocs.RemoveMember);

    private static Task<Answer> Handle(string email, Caller caller, Db db, CancellationToken ct) => db.Write(async session =>
    {
        var account = await AccountRows.Lock(session, caller.AccountId);
        var member = await MemberRows.Get(session, account.Id, MemberView.ReadPath(email));
        await MemberRows.KeepAnOwner(session, account.Id, member);
        await MemberRows.Remove(session, account.Id, member);
        return Answer.Deleted(member.Email);
    }, ct);
}
